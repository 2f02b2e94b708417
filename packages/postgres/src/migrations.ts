import { Effect, Layer } from "effect"
import { Migrator, SqlClient } from "effect/sql"
import { tables } from "./migrations/0001-tables.ts"
import { makeOrFailure } from "./or-failure.ts"
import { makeReadCommitted } from "./read-committed.ts"

/** Forward only: a migration that was released is never changed, a new one is added. */
const loader = Migrator.fromRecord({ "0001_tables": tables })

const table = "offshoot.migrations"
const run = Migrator.make({})({ loader, table })

/**
 * Brings the database to the schema of this version, in one transaction; answers the migrations that ran. Started on many
 * nodes at once, one runs and the others wait for it and find nothing to do.
 */
export const migrate = Effect.gen(function* () {
  const sql = (yield* SqlClient.SqlClient).withoutTransforms()
  const migrating = Effect.gen(function* () {
    yield* sql`select pg_advisory_xact_lock(hashtextextended('offshoot.migrations', 0))`
    yield* sql`create schema if not exists offshoot`
    return yield* run
  })
  return yield* (yield* makeReadCommitted)(migrating)
})

/** The migrations that {@link migrate} would run now, as it would answer them: none if the database has the schema of this version. */
export const pendingMigrations = Effect.gen(function* () {
  const sql = (yield* SqlClient.SqlClient).withoutTransforms()
  const orFailure = yield* makeOrFailure
  const latest = Effect.gen(function* () {
    const [found] = yield* sql`select 1 where to_regclass(${table}) is not null`
    if (found === undefined) return 0
    const [last] = yield* sql<{ readonly id: number | null }>`select max(migration_id) as id from ${sql(table)}`
    return last?.id ?? 0
  })
  const ran = yield* orFailure("look for pending migrations", "nothing stored")(latest)
  return (yield* loader).filter(([id]) => id > ran).map(([id, name]) => [id, name] as const)
})

/** Runs {@link migrate} when the layer is built. */
export const layerMigrations = Layer.effectDiscard(migrate)
