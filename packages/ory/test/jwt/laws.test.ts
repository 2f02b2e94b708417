import { describe, it } from "@effect/vitest"
import { hold, laws } from "@offshoot/testkit"
import { authenticatorWith, claims, header, signed } from "./signed.ts"

/** The laws run on the clock of the machine. */
const issue = () => {
  const iat = Math.floor(Date.now() / 1000)
  const subject = crypto.randomUUID()
  return {
    token: signed(header, { ...claims, sub: subject, iat, exp: iat + 600 }),
    caller: { issuer: claims.iss, kind: "user" as const, subject, scopes: claims.scp }
  }
}

describe("an authenticator of JWTs keeps the laws", () => {
  const authenticator = authenticatorWith()
  it.each(laws.authenticator)("$statement", (law) => hold(law, { authenticator, issue }))
})
