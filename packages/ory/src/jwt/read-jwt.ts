import type { InvalidToken } from "@offshoot/core"
import { Result } from "effect"
import { refuse } from "./refuse.ts"
import { type Members, strictJson } from "./strict-json.ts"

/** The parts of a token that nobody has vouched for yet. */
export interface UnverifiedJwt {
  readonly header: Members
  readonly claims: Members
}

/** Splits a compact JWT (RFC 7519) into its parts, of which there is exactly one way to write each. */
export const readJwt = (token: string): Result.Result<UnverifiedJwt, InvalidToken> => {
  const [header = "", claims = "", signature = "", ...more] = token.split(".")
  return more.length > 0
    ? notCanonical
    : Result.all([decode(header), decode(claims), decode(signature)]).pipe(
        Result.flatMap(([header, claims]) => Result.all({ header: strictJson(header), claims: strictJson(claims) })),
        // What was thrown may quote the token.
        Result.orElse(() => notCanonical)
      )
}

const notCanonical = refuse("the token is not a canonical JWT")

/** Only the one canonical spelling, and not of nothing: no padding, no white space, no stray bits in the last character. */
const decode = (segment: string): Result.Result<Uint8Array, unknown> => {
  const bytes = Buffer.from(segment, "base64url")
  return segment !== "" && bytes.toString("base64url") === segment ? Result.succeed(bytes) : notCanonical
}
