import type { Caller } from "@offshoot/core"
import { type JwtIssuer, jwtIssuer } from "@offshoot/ory"
import { DateTime, Effect, Schema } from "effect"
import { importJWK, SignJWT } from "jose"
import type { SigningKey } from "./signing-key.ts"

const issuer = "urn:offshoot:development"
const audience = "offshoot"
const lifetimeSec = 30 * 24 * 60 * 60

/** Who uses the development server. */
export const developer: Caller = {
  issuer,
  kind: "user",
  subject: "0d5eb1a4-7c1e-4a53-9d0c-5b7f6a2e9c01",
  scopes: []
}

/** The issuer whose tokens the development server accepts: itself. */
export const developmentIssuer = ({ d: _, ...publicKey }: SigningKey): JwtIssuer =>
  Schema.decodeSync(jwtIssuer({ allowHttp: false }))({
    kind: "hydra",
    issuer,
    audience: [audience],
    algorithms: ["ES256"],
    typ: ["JWT"],
    maxLifetimeSec: lifetimeSec,
    jwks: { keys: [publicKey] }
  })

/** A token of the developer, valid for 30 days from now. */
export const tokenFor = Effect.fnUntraced(function* (key: SigningKey) {
  const now = Math.floor(DateTime.toEpochMillis(yield* DateTime.now) / 1000)
  return yield* Effect.promise(async () =>
    new SignJWT({ client_id: "offshoot", scope: "" })
      .setProtectedHeader({ alg: "ES256", typ: "JWT", kid: key.kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(developer.subject)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeSec)
      .sign(await importJWK({ ...key }, "ES256"))
  )
})
