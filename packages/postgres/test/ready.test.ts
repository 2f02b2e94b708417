import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { Limits, makeReady } from "@offshoot/postgres"
import { Effect, Layer } from "effect"
import { networked } from "./between.ts"
import { Database, live, onPostgres18 } from "./databases.ts"

describe("a database", () => {
  it.layer(
    Layer.provideMerge(Database.layerMigrated, onPostgres18),
    live
  )((it) => {
    it.effect("is ready while it answers, and unavailable by the deadline while it does not", () =>
      Effect.gen(function* () {
        const { network, url } = yield* networked
        const client = yield* Layer.build(PgClient.layer({ url }))
        const limits = { ...(yield* Limits), deadline: 300 }
        const ready = yield* Effect.provide(makeReady, client)
        const readySoon = yield* makeReady.pipe(Effect.provide(client), Effect.provideService(Limits, limits))
        yield* ready
        network.stall()
        assert.deepInclude(yield* Effect.flip(readySoon), { _tag: "Unavailable", outcome: "nothing stored" })
        network.heal()
        yield* ready
      })
    )
  })
})
