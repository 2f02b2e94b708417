import { createHash } from "node:crypto"
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose"

/** Who calls, as far as this server needs to know. */
export interface VerifiedCaller {
  readonly issuer: string
  readonly subject: string
  readonly kind: "user" | "client"
  readonly expiresAt: number
}

interface Issuer {
  readonly issuer: string
  readonly audience: Array<string>
  readonly algorithms: Array<string>
  readonly typ: ReadonlyArray<string>
  readonly maxLifetimeSec: number
  readonly clockToleranceSec: number
  readonly jwks: JSONWebKeySet
}

const mostRemembered = 10_000

/** Verifies tokens of the first of these issuers, and remembers those that were good until they expire. */
export const makeVerifyToken = (issuers: string) => {
  const [issuer]: ReadonlyArray<Issuer> = JSON.parse(issuers)
  if (issuer === undefined) throw new Error("there is no issuer")
  const keys = createLocalJWKSet(issuer.jwks)
  const remembered = new Map<string, VerifiedCaller>()

  return async (token: string): Promise<VerifiedCaller> => {
    const digest = createHash("sha256").update(token).digest("base64")
    const known = remembered.get(digest)
    if (known !== undefined && known.expiresAt > Date.now()) return known
    const { payload } = await jwtVerify(token, keys, {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: issuer.algorithms,
      typ: issuer.typ[0] ?? "",
      clockTolerance: issuer.clockToleranceSec,
      maxTokenAge: issuer.maxLifetimeSec,
      requiredClaims: ["sub", "exp"]
    })
    const subject = `${payload.sub}`
    const kind = payload["client_id"] === subject ? "client" : "user"
    const caller = { issuer: issuer.issuer, subject, kind, expiresAt: (payload.exp ?? 0) * 1000 } as const
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(digest, caller)
    return caller
  }
}
