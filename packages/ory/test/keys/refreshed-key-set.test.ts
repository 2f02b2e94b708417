import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Scope } from "effect"
import { TestClock } from "effect/testing"
import { ending, isAtHand } from "./ending.ts"
import { defaults, fetched } from "./fetched.ts"

describe("a key that the set has", () => {
  it.effect("is at hand before anybody asks", () =>
    Effect.gen(function* () {
      const { attempts, keys } = yield* fetched(["one"])
      assert.strictEqual(yield* ending(keys, "one"), "found")
      assert.isTrue(isAtHand(keys, "one"))
      assert.strictEqual(attempts.length, 1)
    })
  )
  it.effect("is fetched before it is asked for", () =>
    Effect.gen(function* () {
      const { keys } = yield* fetched(["one"])
      yield* TestClock.adjust(1)
      assert.isTrue(isAtHand(keys, "one"))
    })
  )
  it.effect("is waited for with the first fetch, by all who ask", () =>
    Effect.gen(function* () {
      const { attempts, hold, keys, letGo } = yield* fetched(["one"])
      yield* hold
      const waiting = yield* Effect.forkChild(
        Effect.forEach(["one", "one", "two"], (kid) => ending(keys, kid), { concurrency: 3 })
      )
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual(waiting.pollUnsafe(), undefined)
      yield* letGo
      assert.deepStrictEqual(yield* Fiber.join(waiting), ["found", "found", "InvalidToken"])
      assert.strictEqual(attempts.length, 1)
    })
  )
  it.effect("is at hand whatever the fetch under way does", () =>
    Effect.gen(function* () {
      const { attempts, hold, keys } = yield* fetched(["one"])
      yield* ending(keys, "one")
      yield* hold
      yield* TestClock.adjust("1 hour")
      const unknown = yield* Effect.forkChild(ending(keys, "two"))
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(attempts.length, 2)
      assert.strictEqual(unknown.pollUnsafe(), undefined)
      assert.isTrue(isAtHand(keys, "one"))
    })
  )
  it.effect("is fetched anew within 10 minutes, though nobody asks", () =>
    Effect.gen(function* () {
      const { attempts } = yield* fetched(["one"])
      yield* TestClock.adjust("2 hours")
      const pauses = attempts.slice(1).map(({ startedAt }, before) => startedAt - (attempts[before]?.endedAt ?? 0))
      assert.isAtLeast(pauses.length, 12)
      for (const pause of pauses) assert.isTrue(480_000 <= pause && pause <= 600_000, `${pause}`)
    })
  )
  it.effect("verifies no more with the fetch that does not bring it, and others stay the same", () =>
    Effect.gen(function* () {
      const { keys, publish } = yield* fetched(["one", "two"])
      const two = yield* keys({ kid: "two", alg: "ES256" })
      yield* publish(["two"])
      yield* TestClock.adjust("10 minutes")
      assert.strictEqual(yield* ending(keys, "one"), "InvalidToken")
      assert.strictEqual(yield* keys({ kid: "two", alg: "ES256" }), two)
    })
  )
})

describe("keys that cannot be fetched any more", () => {
  it.effect("are used for a day after they were, then no longer, until they can be fetched again", () =>
    Effect.gen(function* () {
      const { attempts, keys, publish } = yield* fetched(["one"])
      yield* ending(keys, "one")
      yield* publish("down")
      yield* TestClock.adjust("1 day")
      assert.isTrue(isAtHand(keys, "one"))
      yield* TestClock.adjust(1)
      assert.strictEqual(yield* ending(keys, "one"), "Unavailable")
      assert.isAbove(attempts.length, 1000)

      yield* publish(["one"])
      yield* TestClock.adjust("1 minute")
      assert.isTrue(isAtHand(keys, "one"))
    })
  )
  it.effect("are tried again later and later, at last every minute", () =>
    Effect.gen(function* () {
      const { attempts, publish } = yield* fetched("down")
      yield* TestClock.adjust("5 minutes")
      const pauses = attempts.slice(1).map(({ startedAt }, before) => startedAt - (attempts[before]?.endedAt ?? 0))
      for (const [index, shortest] of [5, 10, 20, 40, 60, 60].entries()) {
        const pause = (pauses[index] ?? 0) / 1000
        assert.isTrue(shortest <= pause && pause <= Math.min(60, shortest * 1.2), `${pause}`)
      }

      yield* publish(["one"])
      yield* TestClock.adjust("1 minute")
      yield* publish("down")
      yield* TestClock.adjust("11 minutes")
      const [, failed, again] = attempts.slice(attempts.findIndex(({ kids }) => kids !== undefined))
      const pause = (again?.startedAt ?? 0) - (failed?.endedAt ?? 0)
      assert.isTrue(5000 <= pause && pause <= 6000, `${pause}`)
    })
  )
  it.effect("are not waited for within a cooldown", () =>
    Effect.gen(function* () {
      const { attempts, hold, keys } = yield* fetched("down")
      assert.strictEqual(yield* ending(keys, "one"), "Unavailable")
      yield* hold
      yield* TestClock.adjust(4999)
      assert.strictEqual(yield* ending(keys, "one"), "Unavailable")
      assert.strictEqual(attempts.length, 1)
    })
  )
  it.effect("are unavailable also where the answer says that the address is wrong", () =>
    Effect.gen(function* () {
      const { keys } = yield* fetched("misconfigured")
      assert.strictEqual(yield* ending(keys, "one"), "Unavailable")
    })
  )
})

describe("a key that the set lacks", () => {
  it.effect("is found as soon as it is asked for, once the set has it", () =>
    Effect.gen(function* () {
      const { attempts, keys, publish } = yield* fetched(["one"])
      yield* ending(keys, "one")
      yield* publish(["one", "two"])
      yield* TestClock.adjust("6 seconds")
      assert.strictEqual(yield* ending(keys, "two"), "found")
      assert.strictEqual(attempts.length, 2)
    })
  )
  it.effect("is found though the clock was set back meanwhile", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(3_600_000)
      const { keys, publish } = yield* fetched(["one"])
      yield* ending(keys, "one")
      yield* publish(["one", "two"])
      yield* TestClock.setTime(0)
      yield* TestClock.adjust("6 seconds")
      assert.strictEqual(yield* ending(keys, "two"), "found")
    })
  )
  it.effect("is the token's fault within the cooldown of a fetch that was good", () =>
    Effect.gen(function* () {
      const { attempts, keys } = yield* fetched(["one"])
      yield* ending(keys, "one")
      yield* TestClock.adjust(4999)
      assert.strictEqual(yield* ending(keys, "two"), "InvalidToken")
      assert.strictEqual(attempts.length, 1)
    })
  )
  it.effect("is nobody's fault when the last fetch failed, and takes no other key with it", () =>
    Effect.gen(function* () {
      const { attempts, keys, publish } = yield* fetched(["one"])
      yield* ending(keys, "one")
      yield* publish("down")
      yield* TestClock.adjust("6 seconds")
      for (let time = 0; time < 3; time++) assert.strictEqual(yield* ending(keys, "two"), "Unavailable")
      assert.isTrue(isAtHand(keys, "one"))
      assert.strictEqual(attempts.length, 2)
    })
  )
  it.effect("is fetched for again half a minute later, not before", () =>
    Effect.gen(function* () {
      const { attempts, keys } = yield* fetched(["one"])
      yield* ending(keys, "one")
      yield* TestClock.adjust("6 seconds")
      yield* ending(keys, "two")
      assert.strictEqual(attempts.length, 2)
      yield* TestClock.adjust(29_999)
      assert.strictEqual(yield* ending(keys, "two"), "InvalidToken")
      assert.strictEqual(attempts.length, 2)
      yield* ending(keys, "three")
      assert.strictEqual(attempts.length, 3)
      yield* TestClock.adjust("6 seconds")
      yield* ending(keys, "two")
      assert.strictEqual(attempts.length, 4)
    })
  )
  it.effect("is fetched for again at once when the set has changed since", () =>
    Effect.gen(function* () {
      const { attempts, keys, publish } = yield* fetched(["one"])
      yield* ending(keys, "one")
      yield* TestClock.adjust("6 seconds")
      yield* ending(keys, "three")
      yield* publish(["one", "two"])
      yield* TestClock.adjust("6 seconds")
      yield* ending(keys, "two")
      yield* TestClock.adjust("6 seconds")
      yield* ending(keys, "three")
      assert.strictEqual(attempts.length, 4)
    })
  )
  it.effect("was not yet fetched for by the fetch that was under way when it was asked for", () =>
    Effect.gen(function* () {
      const { attempts, hold, keys, letGo } = yield* fetched(["one"])
      yield* ending(keys, "one")
      yield* hold
      yield* TestClock.adjust("10 minutes")
      const early = yield* Effect.forkChild(ending(keys, "two"))
      yield* TestClock.adjust(1)
      yield* letGo
      assert.strictEqual(yield* Fiber.join(early), "InvalidToken")
      yield* TestClock.adjust("6 seconds")
      yield* ending(keys, "two")
      assert.strictEqual(attempts.length, 3)
    })
  )
  it.effect("is one of 10,000 without a fetch for each, and no good token is slower for them", () =>
    Effect.gen(function* () {
      const { attempts, keys } = yield* fetched(["one"])
      yield* ending(keys, "one")
      for (let second = 0; second < 20; second++) {
        yield* TestClock.adjust("1 second")
        const kids = Array.from({ length: 500 }, (_, index) => `unknown-${second}-${index}`)
        const asking = yield* Effect.forkChild(
          Effect.forEach(kids, (kid) => ending(keys, kid), { concurrency: "unbounded" })
        )
        assert.isTrue(isAtHand(keys, "one"))
        assert.deepStrictEqual(new Set(yield* Fiber.join(asking)), new Set(["InvalidToken"]))
      }
      assert.isAtMost(attempts.length, 5)
    })
  )
})

describe("a fetch", () => {
  it.effect("goes on when who asked for it leaves, for those who stay", () =>
    Effect.gen(function* () {
      const { attempts, hold, keys, letGo, publish } = yield* fetched(["one"])
      yield* ending(keys, "one")
      yield* publish(["two"])
      yield* hold
      yield* TestClock.adjust("6 seconds")
      const leaving = yield* Effect.forkChild(ending(keys, "two"))
      const staying = yield* Effect.forkChild(ending(keys, "two"))
      yield* TestClock.adjust(1)
      yield* Fiber.interrupt(leaving)
      yield* letGo
      assert.strictEqual(yield* Fiber.join(staying), "found")
      assert.strictEqual(attempts.length, 2)
    })
  )
  it.effect("ends with the scope, and so do all others", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const { attempts, hold, keys } = yield* Scope.provide(fetched(["one"]), scope)
      yield* hold
      const waiting = yield* Effect.forkChild(ending(keys, "one"))
      yield* TestClock.adjust(1)
      yield* Scope.close(scope, Exit.void)
      assert.strictEqual(yield* Fiber.join(waiting), "Unavailable")
      yield* TestClock.adjust("1 day")
      assert.strictEqual(yield* ending(keys, "one"), "Unavailable")
      assert.strictEqual(attempts.length, 1)
    })
  )
  it.effect("may come as often, and its keys be used as long, as is configured", () =>
    Effect.gen(function* () {
      const settings = { ...defaults, jwksCooldownSec: 30, jwksFreshSec: 60, jwksStaleSec: 120 }
      const { attempts, keys, publish } = yield* fetched(["one"], settings)
      yield* ending(keys, "one")
      yield* TestClock.adjust("29 seconds")
      yield* ending(keys, "two")
      assert.strictEqual(attempts.length, 1)
      yield* TestClock.adjust("31 seconds")
      assert.strictEqual(attempts.length, 2)
      yield* publish("down")
      yield* TestClock.adjust("120 seconds")
      assert.strictEqual(yield* ending(keys, "one"), "Unavailable")
    })
  )
})
