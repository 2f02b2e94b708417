import { exportJWK, generateKeyPair, SignJWT } from "jose"
import { counts, issuer, subjectOf } from "./places.ts"

/** Who vouches for the callers, as `OFFSHOOT_ISSUERS` describes it, and a token of every caller. */
export interface Login {
  readonly issuers: string
  readonly tokens: ReadonlyArray<string>
}

export const audience = "offshoot"
export const tokenType = "at+jwt"
/** Longer than any run. */
const lifetimeSec = 24 * 60 * 60

/** A new ES256 key, and one token for each caller. */
export const makeLogin = async (): Promise<Login> => {
  const { privateKey, publicKey } = await generateKeyPair("ES256")
  const now = Math.floor(Date.now() / 1000)
  const sign = (caller: number) =>
    new SignJWT({ client_id: "bench", scope: "tasks" })
      .setProtectedHeader({ alg: "ES256", typ: tokenType, kid: "bench" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(subjectOf(caller))
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeSec)
      .sign(privateKey)
  return {
    issuers: JSON.stringify([
      {
        kind: "hydra",
        issuer,
        audience: [audience],
        algorithms: ["ES256"],
        typ: [tokenType],
        maxLifetimeSec: lifetimeSec,
        clockToleranceSec: 5,
        jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: "bench", alg: "ES256", use: "sig" }] }
      }
    ]),
    tokens: await Promise.all(Array.from({ length: counts.callers }, (_, caller) => sign(caller)))
  }
}
