import type { JwtAlgorithm } from "./jwt-algorithm.ts"

/** With what a key may have signed: what its type and curve allow (RFC 7518, RFC 8037), only its `alg` where it has one. */
export const algorithmsOf = ({ alg, crv, kty }: Described): ReadonlyArray<JwtAlgorithm> =>
  (fitting[crv === undefined ? kty : `${kty} ${crv}`] ?? []).filter((one) => alg === undefined || alg === one)

interface Described {
  readonly kty: string
  readonly crv?: string
  readonly alg?: string
}

const fitting: Readonly<Record<string, ReadonlyArray<JwtAlgorithm>>> = {
  RSA: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  "EC P-256": ["ES256"],
  "EC P-384": ["ES384"],
  "EC P-521": ["ES512"],
  "OKP Ed25519": ["EdDSA"]
}
