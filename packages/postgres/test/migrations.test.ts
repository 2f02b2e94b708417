import { assert, describe, it } from "@effect/vitest"
import { migrate } from "@offshoot/postgres"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { Database, databases, live } from "./databases.ts"

describe.each(databases)("migrations on %s", (_, layerDatabase) => {
  it.layer(
    Database.layerClient.pipe(Layer.provideMerge(layerDatabase)),
    live
  )((it) => {
    it.effect("run once, though five nodes start them at once", () =>
      Effect.gen(function* () {
        const ran = yield* Effect.all(
          Array.from({ length: 5 }, () => migrate),
          { concurrency: 5 }
        )
        assert.deepStrictEqual(ran.flat(), [[1, "tables"]])
      })
    )

    it.effect("put the project into every key of tasks and revisions", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const keys = yield* sql<{ readonly key: string; readonly columns: ReadonlyArray<string> }>`
          select index.relname::text as key, array_agg(column_.attname::text) as columns
          from pg_index join pg_class index on index.oid = indexrelid
          join pg_attribute column_ on column_.attrelid = indrelid and column_.attnum = any(indkey)
          where indisunique and indrelid in ('offshoot.tasks'::regclass, 'offshoot.task_revisions'::regclass)
          group by index.relname`
        assert.isAtLeast(keys.length, 3)
        for (const { columns, key } of keys) assert.include(columns, "project_id", key)
      })
    )
  })
})
