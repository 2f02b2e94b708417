import { generateKeyPairSync, type JsonWebKey } from "node:crypto"

const ec = () => generateKeyPairSync("ec", { namedCurve: "P-256" })

/** Who signs: the issuer with either of its keys, or somebody else. */
export const signers = {
  ec: { alg: "ES256", kid: "ec-1", ...ec() },
  rsa: { alg: "RS256", kid: "rsa-1", ...generateKeyPairSync("rsa", { modulusLength: 2048 }) },
  stranger: { alg: "ES256", kid: "ec-1", ...ec() }
} as const
export type Signer = keyof typeof signers

const published = (signer: Signer) => ({
  ...signers[signer].publicKey.export({ format: "jwk" }),
  kid: signers[signer].kid
})
const secret = { kty: "oct", kid: "ec-1", k: Buffer.alloc(32, 1).toString("base64url") }

/** What may be found where the issuer's keys should be. */
export const keySets = {
  good: [published("ec"), published("rsa")],
  described: [
    { ...published("ec"), alg: "ES256", use: "sig" },
    { ...published("rsa"), alg: "RS256", key_ops: ["verify"] }
  ],
  twice: [published("ec"), published("rsa"), published("ec")],
  grown: [published("rsa"), { ...published("stranger"), kid: "new" }, published("ec")],
  withSecret: [{ ...secret, kid: "secret" }, published("ec"), published("rsa")],
  ofAnotherAlg: [
    { ...published("ec"), alg: "ES384" },
    { ...published("rsa"), alg: "PS256" },
    { ...published("stranger"), kid: "new" }
  ],
  forEncryption: [
    { ...published("ec"), use: "enc" },
    { ...published("rsa"), use: "enc" }
  ],
  forSigning: [{ ...published("ec"), key_ops: ["sign"] }, published("rsa")],
  ambiguous: [published("ec"), published("stranger"), published("rsa")],
  exchanged: [published("stranger"), published("rsa")],
  renamed: [
    { ...published("ec"), kid: "ec-2" },
    { ...published("rsa"), kid: "rsa-2" }
  ],
  nameless: [published("ec"), published("rsa")].map(({ kid: _, ...key }) => key),
  private: [{ ...signers.ec.privateKey.export({ format: "jwk" }), kid: "ec-1" }, published("rsa")],
  symmetric: [secret, published("rsa")],
  forgeable: [{ ...published("rsa"), e: "AQ" }, published("ec")]
} satisfies Readonly<Record<string, ReadonlyArray<JsonWebKey>>>
export type KeySetName = keyof typeof keySets
