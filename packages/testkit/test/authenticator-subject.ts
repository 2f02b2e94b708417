import { Authenticator, type Caller } from "@offshoot/core"
import { type AuthenticatorSubject, MemoryAuthenticator } from "@offshoot/testkit"
import { Effect } from "effect"

/** An authenticator in memory, or what is made of it, and the hand that the laws know: it issues two tokens in turn. */
export const authenticatorSubject = (
  replace: (right: Authenticator["Service"]) => Authenticator["Service"] = (right) => right
): AuthenticatorSubject => {
  const issued = ["anna", "bert"].map((subject, index) => {
    const caller: Caller = { issuer: "https://issuer.example", subject, kind: "user", scopes: [] }
    return { caller, token: `the token number ${index}` } as const
  })
  const right = Effect.runSync(
    Effect.provide(
      Authenticator.use((one) => Effect.succeed(one)),
      MemoryAuthenticator.layer(Object.fromEntries(issued.map(({ caller, token }) => [token, caller])))
    )
  )
  let next = 0
  return {
    authenticator: replace(right),
    issue: () => {
      const one = issued[next++ % issued.length]
      if (one === undefined) throw new Error("no caller is known")
      return one
    }
  }
}
