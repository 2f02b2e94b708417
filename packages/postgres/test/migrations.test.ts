import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { migrate, pendingMigrations } from "@offshoot/postgres"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { Database, databases, live, onPostgres18 } from "./databases.ts"

describe("migrations of a role that is serializable by default", () => {
  it.layer(
    onPostgres18,
    live
  )((it) => {
    it.effect("run once, though five nodes start them at once", () =>
      Effect.gen(function* () {
        const startupParameters = { default_transaction_isolation: "serializable" }
        const node = PgClient.layer({ url: (yield* Database).url, startupParameters })
        const ran = yield* Effect.all(
          Array.from({ length: 5 }, () => Effect.provide(migrate, Layer.fresh(node), { local: true })),
          { concurrency: 5 }
        )
        assert.deepStrictEqual(ran.flat(), [[1, "tables"]])
      })
    )
  })
})

describe.each(databases)("migrations on %s", (_, layerDatabase) => {
  it.layer(
    Database.layerClient.pipe(Layer.provideMerge(layerDatabase)),
    live
  )((it) => {
    it.effect("are all pending where there are no tables, and run once, though five nodes start them at once", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* pendingMigrations, [[1, "tables"]])
        const ran = yield* Effect.all(
          Array.from({ length: 5 }, () => migrate),
          { concurrency: 5 }
        )
        assert.deepStrictEqual(ran.flat(), [[1, "tables"]])
        assert.deepStrictEqual(yield* pendingMigrations, [])
      })
    )

    it.effect("are pending until they have run, whatever tables are there", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* migrate
        const lacking = sql`delete from offshoot.migrations where migration_id = 1`.pipe(
          Effect.andThen(pendingMigrations),
          Effect.tap(() => sql`insert into offshoot.migrations (migration_id, name) values (1, 'tables')`)
        )
        assert.deepStrictEqual(yield* lacking, [[1, "tables"]])
        assert.deepStrictEqual(yield* pendingMigrations, [])
      })
    )

    it.effect("are told by whoever may read their table, whatever the search path is", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* migrate
        const told = Effect.gen(function* () {
          yield* sql`create role reader`
          yield* sql`grant usage on schema offshoot to reader`
          yield* sql`grant select on all tables in schema offshoot to reader`
          yield* sql`set local search_path to pg_catalog`
          yield* sql`set local role reader`
          // Failing takes the role back, which would be the whole server's.
          return yield* Effect.flip(pendingMigrations)
        })
        assert.deepStrictEqual(yield* Effect.flip(sql.withTransaction(told)), [])
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
