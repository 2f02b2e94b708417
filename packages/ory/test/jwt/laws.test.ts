import { describe, it } from "@effect/vitest"
import { hold, laws } from "@offshoot/testkit"
import { JwtAuthenticator, localKeySet } from "../../src/index.ts"
import { claims, header, issuer, jwks, signed } from "./signed.ts"

/** The laws run on the clock of the machine. */
const issue = () => {
  const iat = Math.floor(Date.now() / 1000)
  const subject = crypto.randomUUID()
  return {
    token: signed(header, { ...claims, sub: subject, iat, exp: iat + 600 }),
    caller: { issuer: issuer.issuer, kind: "user" as const, subject, scopes: claims.scp }
  }
}

describe("an authenticator of JWTs keeps the laws", () => {
  const authenticator = JwtAuthenticator.make(issuer, localKeySet(jwks))
  it.each(laws.authenticator)("$statement", (law) => hold(law, { authenticator, issue }))
})
