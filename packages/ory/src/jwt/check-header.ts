import type { InvalidToken } from "@offshoot/core"
import { Result } from "effect"
import type { JwtAlgorithm } from "../keys/jwt-algorithm.ts"
import type { JwtIssuer } from "./jwt-issuer.ts"
import { refuse } from "./refuse.ts"
import type { Members } from "./strict-json.ts"

/** What brings its own key, its own rules or another layer: never needed, and the source of most attacks on JWT. */
const forbidden = ["crit", "b64", "jwk", "jku", "x5u", "x5c", "zip", "enc", "cty"]
const maximumKidBytes = 256

export interface SignedWith {
  readonly kid: string
  readonly alg: JwtAlgorithm
}

/** Judges a token's header by the issuer's rules, and answers which key signed it, how. */
export const checkHeader = (
  { algorithms, typ: types }: JwtIssuer,
  header: Members
): Result.Result<SignedWith, InvalidToken> => {
  const { alg, kid, typ } = header
  if (forbidden.some((name) => Object.hasOwn(header, name))) return refuse("the header has a forbidden member")
  const known = algorithms.find((one) => one === alg)
  if (known === undefined) return refuse("alg is not one of the issuer's")
  if (typeof typ !== "string" || !types.some((one) => mediaType(one) === mediaType(typ))) {
    return refuse("typ is not one of the issuer's")
  }
  if (typeof kid !== "string" || kid === "" || Buffer.byteLength(kid) > maximumKidBytes) {
    return refuse("kid does not name a key")
  }
  return Result.succeed({ kid, alg: known })
}

const mediaType = (typ: string) => typ.toLowerCase().replace(/^application\//, "")
