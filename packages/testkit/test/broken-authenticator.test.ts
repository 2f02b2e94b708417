import { type Authenticator, Fault, InvalidToken } from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect, Redacted } from "effect"
import { describe } from "vitest"
import { authenticatorSubject } from "./authenticator-subject.ts"
import { rejected } from "./rejected.ts"

type Right = Authenticator["Service"]

const authenticating = (wrong: (right: Right) => Right["authenticate"]) => () =>
  authenticatorSubject((right) => ({ authenticate: wrong(right) }))

describe("An authenticator", () => {
  rejected(laws.authenticator, [
    {
      it: "takes each token once",
      law: "authenticator.issued",
      subject: authenticating(({ authenticate }) => {
        const spent = new Set<string>()
        return (token) =>
          Effect.suspend(() => {
            const isSpent = spent.has(Redacted.value(token))
            spent.add(Redacted.value(token))
            return isSpent ? Effect.fail(new InvalidToken({ reason: "it was shown before" })) : authenticate(token)
          })
      })
    },
    {
      it: "keeps the token of the moment where every request sees it",
      law: "authenticator.distinct",
      subject: authenticating(({ authenticate }) => {
        let shown: Redacted.Redacted
        return (token) =>
          Effect.gen(function* () {
            shown = token
            yield* Effect.yieldNow
            return yield* authenticate(shown)
          })
      })
    },
    {
      it: "reads the end of a token alone",
      law: "authenticator.changed",
      subject: authenticating(
        ({ authenticate }) =>
          (token) =>
            authenticate(Redacted.make(`the token number ${Redacted.value(token).slice(-1)}`))
      )
    },
    {
      it: "takes what it cannot read for a fault",
      law: "authenticator.nonsense",
      subject: authenticating(
        ({ authenticate }) =>
          (token) =>
            Effect.mapError(
              authenticate(token),
              (cause) => new Fault({ dependency: "authenticator", operation: "authenticate", cause })
            )
      )
    }
  ])
})
