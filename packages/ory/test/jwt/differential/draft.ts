import { createHmac, sign } from "node:crypto"
import { issuedAt } from "../signed.ts"
import { type KeySetName, type Signer, signers } from "./key-sets.ts"

/** A token before it is signed: every layer of it as it will be written. */
export interface Draft {
  readonly header: { readonly [name: string]: unknown }
  readonly claims: { readonly [name: string]: unknown }
  readonly signer: Signer
  readonly keySet: KeySetName
  /** How an object becomes text, or bytes that are none. */
  readonly written: (members: object, part: "header" | "claims") => string | Uint8Array
  /** How the base64url of a part is spelled; of the first two before they are signed. */
  readonly spelled: (segment: string, part: "header" | "claims" | "signature") => string
  /** What happens to the token on its way. */
  readonly sent: (token: string) => string
}

/** A draft in which nothing is wrong. */
export const plain: Draft = {
  header: { alg: "ES256", typ: "JWT", kid: "ec-1" },
  claims: {
    iss: "https://login.example/",
    aud: ["offshoot"],
    sub: "ann",
    client_id: "app",
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + 600,
    scp: ["tasks:clone"]
  },
  signer: "ec",
  keySet: "good",
  written: (members) => JSON.stringify(members),
  spelled: (segment) => segment,
  sent: (token) => token
}

/** The token, signed as its header says if its signer can: else as the signer does. */
export const tokenOf = ({ claims, header, sent, signer, spelled, written }: Draft): string => {
  const segment = (part: "header" | "claims", members: object) =>
    spelled(Buffer.from(written(members, part)).toString("base64url"), part)
  const content = `${segment("header", header)}.${segment("claims", claims)}`
  return sent(`${content}.${spelled(signatureOf(content, header["alg"], signer), "signature")}`)
}

const signatureOf = (content: string, alg: unknown, signer: Signer): string => {
  const { privateKey: key, publicKey } = signers[signer]
  if (alg === "none") return ""
  if (alg === "HS256") {
    return createHmac("sha256", publicKey.export({ format: "pem", type: "spki" }))
      .update(content)
      .digest("base64url")
  }
  return sign("sha256", Buffer.from(content), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")
}
