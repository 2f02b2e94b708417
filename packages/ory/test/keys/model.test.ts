import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { ending, isAtHand } from "./ending.ts"
import { type Attempt, defaults, fetched, type Published } from "./fetched.ts"

const second = 1000
const minute = 60 * second
const hour = 60 * minute

type Step =
  | { readonly does: "publish"; readonly what: Published }
  | { readonly does: "hold" | "let go" }
  | { readonly does: "wait"; readonly ms: number }
  | { readonly does: "ask"; readonly kid: string }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    does: fc.constant("publish" as const),
    what: fc.constantFrom<Published>(["one"], ["two"], ["one", "two"], "down", "misconfigured")
  }),
  fc.record({ does: fc.constantFrom("hold" as const, "let go" as const) }),
  fc.record({
    does: fc.constant("wait" as const),
    ms: fc.constantFrom(1, second, 4 * second, 6 * second, 31 * second, minute, 11 * minute, hour)
  }),
  fc.record({ does: fc.constant("ask" as const), kid: fc.constantFrom("one", "two", "three") })
)

/** What must hold after every step, told from the attempts alone. */
const judge = (attempts: ReadonlyArray<Attempt>, now: number) => {
  for (const [index, { startedAt }] of attempts.entries()) {
    const before = attempts[index - 1]
    if (before === undefined) continue
    assert.isDefined(before.endedAt, "no two attempts at once")
    assert.isAtLeast(startedAt - (before.endedAt ?? 0), 5 * second, "the cooldown")
  }
  const over = attempts.filter(({ endedAt }) => endedAt !== undefined)
  const last = over.at(-1)
  const good = over.findLast(({ kids }) => kids !== undefined)
  const kids = good !== undefined && now - (good.endedAt ?? 0) <= hour ? good.kids : undefined
  if (attempts.length === over.length && last !== undefined) {
    const isFresh = good !== undefined && now - (good.endedAt ?? 0) <= 10 * minute
    assert.isTrue(isFresh || now - (last.endedAt ?? 0) <= minute, "keys that are not fresh are fetched")
  }
  return { kids, hasFailed: last?.kids === undefined, idleFor: now - (last?.endedAt ?? Number.NEGATIVE_INFINITY) }
}

const run = Effect.fnUntraced(function* (steps: ReadonlyArray<Step>) {
  const { attempts, hold, keys, letGo, publish } = yield* fetched(["one"], { ...defaults, jwksStaleSec: hour / second })
  const asked = new Map<string, number>()
  const endings = new Set<string>()
  for (const one of steps) {
    if (one.does === "publish") yield* publish(one.what)
    if (one.does === "hold") yield* hold
    if (one.does === "let go") yield* letGo
    yield* TestClock.adjust(one.does === "wait" ? one.ms : 0)
    const now = yield* Clock.currentTimeMillis
    const before = judge(attempts, now)
    if (one.does !== "ask") continue

    const { kid } = one
    const isKnown = before.kids?.includes(kid) === true
    assert.strictEqual(isAtHand(keys, kid), isKnown, "a key of the set is at hand, and no other")
    const count = attempts.length
    const isUnderWay = attempts.at(-1)?.endedAt === undefined
    const asking = yield* Effect.forkChild(ending(keys, kid))
    yield* TestClock.adjust(0)
    // Longer than any cooldown, and than a key that was fetched for in vain is left alone.
    const mustFetch =
      !isKnown && !isUnderWay && now - (asked.get(kid) ?? -hour) > 30 * second && before.idleFor > minute
    if (mustFetch) assert.strictEqual(attempts.length, count + 1, "an unknown key is fetched for")
    if (isKnown) assert.strictEqual(attempts.length, count, "a known key is not fetched for")
    asked.set(kid, now)

    const isStuck = !isKnown && attempts.at(-1)?.endedAt === undefined
    assert.strictEqual(asking.pollUnsafe() === undefined, isStuck, "only an unknown key waits, only for a fetch")
    if (isStuck) yield* letGo
    const answer = yield* Fiber.join(asking)
    endings.add(answer)
    const after = judge(attempts, now)
    const expected = after.hasFailed || after.kids === undefined ? "Unavailable" : "InvalidToken"
    assert.strictEqual(answer, isKnown || after.kids?.includes(kid) ? "found" : expected)
  }
  return endings
})

describe("a key set that is fetched", () => {
  it("answers by its last fetches, whatever is published, asked and waited for in whatever order", async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: "max" }), async (steps) => {
        const endings = await Effect.runPromise(run(steps).pipe(Effect.scoped, Effect.provide(TestClock.layer())))
        for (const each of endings) seen.add(each)
      }),
      { seed: 1, numRuns: 300 }
    )
    assert.deepStrictEqual([...seen].sort(), ["InvalidToken", "Unavailable", "found"])
  })
})
