import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose"

const pair = await generateKeyPair("ES256")
const stranger = await generateKeyPair("ES256")

/** What an issuer's key set answers that has the key of these tests. */
export const keySet = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "key-1", use: "sig", alg: "ES256" }] }

/** A JWT with these claims beside a sound beginning and end; `kid` names the key, `forged` has it signed with another. */
export const signed = (claims: JWTPayload, { forged = false, kid = "key-1" } = {}): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: "ES256", typ: "JWT", kid })
    .setIssuedAt()
    .setExpirationTime("10 minutes")
    .sign(forged ? stranger.privateKey : pair.privateKey)
