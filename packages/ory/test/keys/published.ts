import { generateKeyPairSync } from "node:crypto"
import { Schema } from "effect"
import { PublicJwk } from "../../src/keys/jwk-set.ts"

/** A key of its own for each time this is called. */
export const ecKey = (kid: string, namedCurve: "P-256" | "P-384" = "P-256") => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve })
  return {
    kid,
    jwk: Schema.decodeUnknownSync(PublicJwk)({ ...publicKey.export({ format: "jwk" }), kid }),
    privateKey
  }
}

/** A question for a key. */
export const es256 = (kid: string) => ({ kid, alg: "ES256" as const })
