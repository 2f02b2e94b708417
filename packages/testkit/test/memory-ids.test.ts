import { assert, describe, it } from "@effect/vitest"
import { Ids } from "@offshoot/core"
import { MemoryIds } from "@offshoot/testkit"
import { Effect } from "effect"

describe("The ids in memory", () => {
  it.effect("count, so that every run draws the same", () =>
    Effect.gen(function* () {
      const ids = yield* Ids
      const drawn = [yield* ids.next, yield* ids.next, yield* ids.shortId]
      assert.deepStrictEqual(drawn, [
        "00000000-0000-7000-8000-000000000001",
        "00000000-0000-7000-8000-000000000002",
        "000000000001"
      ])
    }).pipe(Effect.provide(MemoryIds.layer, { local: true }))
  )
})
