import { assert, describe, it } from "@effect/vitest"
import type { PlantedFault } from "@offshoot/testkit/keto"
import { Effect } from "effect"
import { KetoPermissions } from "../../src/index.ts"
import { granted, question } from "./granted.ts"
import { json, ofBatches, ofSingleChecks, status } from "./outcomes.ts"
import { settingsFor } from "./settings.ts"

describe.each([
  { kind: "with batches", maxBatch: 10, rows: ofBatches },
  { kind: "without batches", maxBatch: 1, rows: ofSingleChecks }
])("a Keto $kind", ({ maxBatch, rows }) => {
  const ask = (readUrl: string) => KetoPermissions.make(settingsFor(readUrl, { maxBatch })).allows(question)

  it.effect.each(rows)("answers %s: %s", ([, ending, fault]) =>
    Effect.gen(function* () {
      const keto = yield* granted()
      assert.strictEqual(yield* ask(keto.readUrl), true)
      keto.plant(fault)
      const error = yield* Effect.flip(ask(keto.readUrl))
      assert.strictEqual(error._tag, ending)
      assert.strictEqual(error.dependency, "Keto")
      keto.repair()
      assert.strictEqual(yield* ask(keto.readUrl), true)
    })
  )
})

describe("a Keto without batches, asked two questions at once", () => {
  const ask = (readUrl: string) => KetoPermissions.make(settingsFor(readUrl, { maxBatch: 1 })).allows(question)
  const planted =
    (relation: string, fault: PlantedFault, other: PlantedFault) => (exchange: { readonly body: string }) =>
      exchange.body.includes(`"${relation}"`) ? fault : other

  it.effect.each(["create_task", "organization"])("cannot tell if it answers the one about %s with 503", (relation) =>
    Effect.gen(function* () {
      const keto = yield* granted()
      for (const allowed of [true, false]) {
        keto.plant(planted(relation, status(503), json({ allowed })))
        assert.strictEqual((yield* Effect.flip(ask(keto.readUrl)))._tag, "Unavailable")
      }
    })
  )

  it.effect.each(["create_task", "organization"])("says no if it says no to the one about %s", (relation) =>
    Effect.gen(function* () {
      const keto = yield* granted()
      keto.plant(planted(relation, json({ allowed: false }), json({ allowed: true })))
      assert.strictEqual(yield* ask(keto.readUrl), false)
    })
  )

  it.effect("answers a batch with 404, which is a fault of the set-up", () =>
    Effect.gen(function* () {
      const keto = yield* granted({ hasBatch: false })
      const permissions = KetoPermissions.make(settingsFor(keto.readUrl))
      assert.strictEqual((yield* Effect.flip(permissions.allows(question)))._tag, "Fault")
    })
  )
})
