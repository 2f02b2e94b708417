import { assert, describe, it } from "@effect/vitest"
import { base64url } from "jose"
import { keySetOf, pair, strangers } from "../jwt/signed.ts"

describe("what cannot be configured as keys", () => {
  const key = { ...pair.publicKey.export({ format: "jwk" }), kid: "k" }
  const sets: Record<string, ReadonlyArray<object>> = {
    "an empty key set": [],
    "a key without kid": [{ ...key, kid: undefined }],
    "two keys of one kid": [key, { ...strangers.publicKey.export({ format: "jwk" }), kid: "k" }],
    "a private key": [{ ...pair.privateKey.export({ format: "jwk" }), kid: "k" }],
    "a symmetric key": [{ kty: "oct", k: "AAAA", kid: "k" }],
    "an RSA key of 2040 bits": [{ ...key, n: base64url.encode(new Uint8Array(255).fill(255)) }],
    "an RSA key with the exponent 1": [{ ...key, e: "AQ" }],
    "an RSA key with an even exponent": [{ ...key, e: "Ag" }],
    "a key for encryption": [{ ...key, use: "enc" }],
    "a key that does not verify": [{ ...key, key_ops: ["sign"] }]
  }
  it.each(Object.entries(sets))("%s", (_, keys) => {
    assert.doesNotThrow(() => keySetOf({ ...key, key_ops: ["verify"], use: "sig" }))
    assert.throws(() => keySetOf(...keys))
  })
})
