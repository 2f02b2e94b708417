import type { Caller } from "@offshoot/core"
import { JwtAuthenticator, jwtIssuer, localKeySet } from "@offshoot/ory"
import { Effect, Redacted, Schema } from "effect"

/** Verifies tokens of these issuers, and remembers those that were good, as Offshoot does: verifiers do not compete here. */
export const makeVerifyToken = (issuers: string) => {
  const trusted = decodeIssuers(issuers).map((issuer) => {
    if (issuer.jwks === undefined) throw new Error("the issuer's keys are not in its entry")
    return { issuer, keys: localKeySet(issuer.jwks) }
  })
  const { authenticate } = JwtAuthenticator.make(trusted)
  return (token: string): Promise<Caller> => Effect.runPromise(authenticate(Redacted.make(token)))
}

const decodeIssuers = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Array(jwtIssuer({ allowHttp: false }))))
