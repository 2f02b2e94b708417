import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { KetoPermissions } from "../../src/index.ts"
import { granted, question } from "./granted.ts"
import { settingsFor } from "./settings.ts"

describe.each([
  { kind: "with batches", maxBatch: 10 },
  { kind: "without batches", maxBatch: 1 }
])("a Keto $kind", ({ maxBatch }) => {
  const ask = (readUrl: string) => KetoPermissions.make(settingsFor(readUrl, { maxBatch })).allows(question)

  it.effect.each(["silence", "half an answer"] as const)("that answers with %s is unavailable in time", (fault) =>
    Effect.gen(function* () {
      const keto = yield* granted()
      const arrived = yield* Deferred.make<void>()
      keto.plant(() => {
        Deferred.doneUnsafe(arrived, Effect.void)
        return fault
      })
      const asking = yield* Effect.forkChild(Effect.flip(ask(keto.readUrl)))
      yield* Deferred.await(arrived)
      yield* TestClock.adjust(2999)
      assert.isUndefined(asking.pollUnsafe())
      yield* TestClock.adjust(1)
      assert.strictEqual((yield* Fiber.join(asking))._tag, "Unavailable")
    })
  )

  it.effect("that is not there is unavailable, and found again when it is", () =>
    Effect.gen(function* () {
      const keto = yield* granted()
      yield* Effect.promise(keto.stop)
      assert.strictEqual((yield* Effect.flip(ask(keto.readUrl)))._tag, "Unavailable")
      yield* Effect.promise(keto.start)
      assert.strictEqual(yield* ask(keto.readUrl), true)
    })
  )

  it.effect("that sends us elsewhere is not followed", () =>
    Effect.gen(function* () {
      const elsewhere = yield* granted()
      const keto = yield* granted()
      keto.plant(({ path }) => ({ status: 307, headers: { location: `${elsewhere.readUrl}${path}` } }))
      assert.strictEqual((yield* Effect.flip(ask(keto.readUrl)))._tag, "Fault")
      assert.deepStrictEqual(elsewhere.asked, [])
    })
  )

  it.effect("is asked no longer once nobody waits for the answer", () =>
    Effect.gen(function* () {
      const keto = yield* granted()
      const arrived = yield* Deferred.make<void>()
      keto.plant(() => {
        if (keto.asked.length === Math.ceil(2 / maxBatch)) Deferred.doneUnsafe(arrived, Effect.void)
        return "silence"
      })
      const asking = yield* Effect.forkChild(ask(keto.readUrl))
      yield* Deferred.await(arrived)
      yield* Fiber.interrupt(asking)
      yield* Effect.promise(() => Promise.all(keto.asked.map(({ over }) => over)))
    })
  )
})
