import { exportJWK, generateKeyPair, SignJWT } from "jose"

const { privateKey, publicKey } = await generateKeyPair("ES256")
const issuer = "https://login.example/"

/** What `OFFSHOOT_ISSUERS` says of the tests' issuer. */
export const issuers = JSON.stringify([
  {
    kind: "hydra",
    issuer,
    audience: ["offshoot"],
    algorithms: ["ES256"],
    typ: ["at+jwt"],
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: "key-1", use: "sig" }] }
  }
])

/** A token of the tests' issuer; another one's says that it is of that one. */
export const tokenOf = (subject: string, iss = issuer): Promise<string> =>
  new SignJWT({ client_id: "app", scope: "tasks" })
    .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "key-1" })
    .setIssuer(iss)
    .setAudience("offshoot")
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime("10 minutes")
    .sign(privateKey)
