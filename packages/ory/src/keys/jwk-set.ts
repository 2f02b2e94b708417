import { Schema } from "effect"
import { base64url } from "jose"
import { algorithmsOf } from "./algorithms-of.ts"

const optionalText = Schema.optionalKey(Schema.String)
const common = {
  kid: Schema.NonEmptyString,
  alg: optionalText,
  use: Schema.optionalKey(Schema.Literal("sig")),
  key_ops: Schema.optionalKey(Schema.Array(Schema.String).check(Schema.makeFilter((ops) => ops.includes("verify")))),
  // What makes a key private or symmetric has no place where signatures are verified.
  d: Schema.optionalKey(Schema.Never),
  k: Schema.optionalKey(Schema.Never)
}

const bytesOf = (text: string): Uint8Array => {
  try {
    return base64url.decode(text)
  } catch {
    return new Uint8Array()
  }
}

const Modulus = Schema.String.check(
  Schema.makeFilter((n) => bitLength(bytesOf(n)) >= 2048, { expected: "a modulus of at least 2048 bits" })
)

const bitLength = (bytes: Uint8Array): number => {
  const first = bytes.findIndex((byte) => byte !== 0)
  return first < 0 ? 0 : (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24
}

/** With the exponent 1 anybody can sign, and jose takes it. */
const Exponent = Schema.String.check(
  Schema.makeFilter(
    (e) => {
      const bytes = bytesOf(e)
      return (bytes.at(-1) ?? 0) % 2 === 1 && bitLength(bytes) >= 2
    },
    { expected: "an odd exponent of at least 3" }
  )
)

/** A public key that verifies signatures (RFC 7517), named by its `kid`. */
export const PublicJwk = Schema.Union([
  Schema.Struct({ ...common, kty: Schema.Literal("RSA"), n: Modulus, e: Exponent }),
  Schema.Struct({ ...common, kty: Schema.Literal("EC"), crv: Schema.String, x: Schema.String, y: Schema.String }),
  Schema.Struct({ ...common, kty: Schema.Literal("OKP"), crv: Schema.String, x: Schema.String })
]).check(
  Schema.makeFilter((jwk) => algorithmsOf(jwk).length > 0, {
    expected: "a key whose type, curve and alg, if it has one, are those of one algorithm"
  })
)
export type PublicJwk = typeof PublicJwk.Type

/** Public keys that verify signatures, each with a `kid` of its own. */
export const JwkSet = Schema.Struct({
  keys: Schema.NonEmptyArray(PublicJwk).check(
    Schema.makeFilter((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, {
      expected: "keys with distinct kids"
    })
  )
})
export interface JwkSet extends Schema.Schema.Type<typeof JwkSet> {}
