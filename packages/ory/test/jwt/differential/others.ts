import { createPublicKey, type JsonWebKey } from "node:crypto"
import { createVerifier } from "fast-jwt"
import jsonwebtoken from "jsonwebtoken"
import { issuedAt } from "../signed.ts"
import { type KeySetName, keySets } from "./key-sets.ts"

/** Answers why a token is refused, or nothing. */
export type Verifier = (token: string) => Promise<string | undefined>

const issuer = "https://login.example/"
const audience: [string, ...Array<string>] = ["offshoot", "spare"]

/** The key that a header names, in PEM: the only one with this name that may verify with this algorithm. */
const keyNamed = (name: KeySetName, { alg, kid }: { readonly alg?: unknown; readonly kid?: unknown }): string => {
  const set: ReadonlyArray<JsonWebKey> = keySets[name]
  const named = set.filter((jwk) => jwk["kid"] === kid)
  const [jwk, ...more] = new Map(named.map((jwk) => [JSON.stringify(jwk), jwk])).values()
  const { alg: of = alg, key_ops: uses = ["verify"], use = "sig" } = jwk ?? {}
  const isUsable = of === alg && use === "sig" && Array.isArray(uses) && uses.includes("verify")
  if (jwk === undefined || more.length > 0 || !isUsable) throw new Error("no such key")
  const pem = pems.get(jwk) ?? createPublicKey({ key: jwk, format: "jwk" }).export({ format: "pem", type: "spki" })
  pems.set(jwk, pem)
  return pem.toString()
}
const pems = new WeakMap<JsonWebKey, string | Buffer>()

const withJsonwebtoken =
  (name: KeySetName): Verifier =>
  (token) =>
    new Promise((resolve) => {
      jsonwebtoken.verify(
        token,
        (header, answer) => {
          try {
            answer(null, keyNamed(name, header))
          } catch (error) {
            answer(error instanceof Error ? error : new Error("no key"))
          }
        },
        { algorithms: ["ES256", "RS256"], issuer, audience, clockTolerance: 5, clockTimestamp: issuedAt },
        (error) => resolve(error?.message)
      )
    })

const withFastJwt = (name: KeySetName): Verifier => {
  const verify = createVerifier({
    key: async ({ header }: { readonly header: object }) => keyNamed(name, header),
    algorithms: ["ES256", "RS256"],
    allowedIss: issuer,
    allowedAud: audience,
    requiredClaims: ["iss", "aud", "sub", "exp", "iat"],
    clockTolerance: 5000,
    clockTimestamp: issuedAt * 1000
  })
  return async (token) => {
    try {
      await verify(token)
      return undefined
    } catch (error) {
      return error instanceof Error ? error.message : "refused"
    }
  }
}

/** Two verifiers that share no code with ours, set up for the tests' issuer. */
export const others = (name: KeySetName): readonly [Verifier, Verifier] => [withJsonwebtoken(name), withFastJwt(name)]
