import { assert, describe, it } from "@effect/vitest"
import { type Caller, InvalidToken } from "@offshoot/core"
import { Effect, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { rememberCallers } from "../src/remember-callers.ts"

const ada: Caller = { issuer: "https://issuer.example", kind: "user", subject: "ada", scopes: [], expiresAt: 60_000 }

/** An authenticator that counts how often it is asked. */
const counting = (answer: Effect.Effect<Caller, InvalidToken>) => {
  const asked = { times: 0 }
  const authenticator = rememberCallers({
    authenticate: () =>
      Effect.suspend(() => {
        asked.times++
        return answer
      })
  })
  return { asked, authenticate: (token: string) => authenticator.authenticate(Redacted.make(token)) }
}

describe("Remembered callers", () => {
  it.effect("are verified once for each token", () =>
    Effect.gen(function* () {
      const { asked, authenticate } = counting(Effect.succeed(ada))
      for (const token of ["one", "other", "one", "other", "one"]) {
        assert.deepStrictEqual(yield* authenticate(token), ada)
      }
      assert.strictEqual(asked.times, 2)
    })
  )

  it.effect("are verified again from the end of their token on", () =>
    Effect.gen(function* () {
      const { asked, authenticate } = counting(Effect.succeed(ada))
      yield* authenticate("token")
      yield* TestClock.adjust(59_999)
      yield* authenticate("token")
      assert.strictEqual(asked.times, 1)
      yield* TestClock.adjust(1)
      yield* authenticate("token")
      assert.strictEqual(asked.times, 2)
    })
  )

  it.effect("do not include those whose token has no end, nor those who were refused", () =>
    Effect.gen(function* () {
      const { expiresAt: _, ...endless } = ada
      const without = counting(Effect.succeed(endless))
      const refused = counting(Effect.fail(new InvalidToken({ reason: "forged" })))
      for (let time = 0; time < 3; time++) {
        yield* without.authenticate("token")
        yield* Effect.flip(refused.authenticate("token"))
      }
      assert.strictEqual(without.asked.times, 3)
      assert.strictEqual(refused.asked.times, 3)
    })
  )
})
