import { type Authenticator, type Caller, identityOf } from "@offshoot/core"
import type { Promised } from "@offshoot/core/promise"
import { Effect, Redacted } from "effect"
import * as fc from "fast-check"
import { type Answer, answered, ending } from "./answered.ts"
import { demandEqual } from "./demand.ts"
import { type Law, lawsOf } from "./law.ts"

/** An authenticator under test, and the hand that sets its stage. */
export interface AuthenticatorSubject {
  readonly authenticator: Authenticator["Service"] | Promised<Authenticator["Service"]>
  /** A token of the issuer that the authenticator trusts, and the caller that it speaks for; each call another caller. */
  readonly issue?: () => Answer<{ readonly token: string; readonly caller: Caller }>
}

const law = lawsOf<AuthenticatorSubject>("authenticator", 50)

const authenticate = ({ authenticator }: AuthenticatorSubject, token: string): Effect.Effect<Caller, unknown> =>
  answered(() => authenticator.authenticate(Redacted.make(token)))

export const authenticatorLaws: ReadonlyArray<Law<AuthenticatorSubject>> = [
  law({
    name: "issued",
    statement: "An issued token speaks for the caller that it was issued for, however often it is shown",
    hands: ["issue"],
    given: fc.integer({ min: 1, max: 3 }),
    holds: (subject, times) =>
      Effect.gen(function* () {
        const { caller, token } = yield* answered(() => subject.issue())
        for (let time = 0; time < times; time++) {
          demandEqual("the caller", identityOf(yield* authenticate(subject, token)), identityOf(caller))
        }
      })
  }),
  law({
    name: "distinct",
    statement: "The tokens of different callers, shown at once, speak for one each",
    hands: ["issue"],
    given: fc.integer({ min: 2, max: 4 }),
    holds: (subject, count) =>
      Effect.gen(function* () {
        const issued = yield* Effect.all(Array.from({ length: count }, () => answered(() => subject.issue())))
        const callers = yield* Effect.all(
          issued.map(({ token }) => authenticate(subject, token)),
          { concurrency: "unbounded" }
        )
        demandEqual(
          "the callers",
          callers.map(identityOf),
          issued.map(({ caller }) => identityOf(caller))
        )
      })
  }),
  law({
    name: "changed",
    statement: "A token with one character changed speaks for nobody",
    hands: ["issue"],
    // Not the last one: in base64 its lowest bits may mean nothing.
    given: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    holds: (subject, where) =>
      Effect.gen(function* () {
        const { token } = yield* answered(() => subject.issue())
        const at = Math.floor(where * (token.length - 1))
        const changed = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1)
        demandEqual("the ending", yield* ending(authenticate(subject, changed)), "InvalidToken")
      })
  }),
  law({
    name: "nonsense",
    statement: "What is no token is an invalid token, not a fault",
    given: fc.oneof(
      fc.constantFrom("", ".", "..", "a.b.c", "null"),
      fc.string({ unit: fc.constantFrom("a", "Z", "0", ".", "-", "=") })
    ),
    holds: (subject, token) =>
      Effect.gen(function* () {
        demandEqual("the ending", yield* ending(authenticate(subject, token)), "InvalidToken")
      })
  })
]
