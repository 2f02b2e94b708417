import { randomUUID } from "node:crypto"
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose"

/** Distinct tokens as Hydra makes them, and the key that verifies them. */
export interface Issued {
  readonly alg: "ES256" | "RS256"
  readonly issuer: string
  readonly audience: string
  readonly publicKey: JWK
  readonly tokens: ReadonlyArray<string>
}

export const issueTokens = async (alg: Issued["alg"], howMany: number): Promise<Issued> => {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  const [issuer, audience, kid] = ["https://login.example/", "offshoot", randomUUID()]
  const tokens = await Promise.all(
    Array.from({ length: howMany }, () =>
      new SignJWT({ client_id: randomUUID(), ext: {}, scp: ["offline", "tasks"] })
        .setProtectedHeader({ alg, kid, typ: "JWT" })
        .setIssuer(issuer)
        .setAudience([audience])
        .setSubject(randomUUID())
        .setJti(randomUUID())
        .setIssuedAt()
        .setNotBefore("0s")
        .setExpirationTime("1h")
        .sign(privateKey)
    )
  )
  return { alg, issuer, audience, publicKey: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" }, tokens }
}
