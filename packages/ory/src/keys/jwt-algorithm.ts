import { Schema } from "effect"

/** How a token may be signed: with a private key, so that what verifies it cannot sign. */
export const JwtAlgorithm = Schema.Literals([
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA"
])
export type JwtAlgorithm = typeof JwtAlgorithm.Type
