import { Effect, Layer } from "effect"
import { Migrator, SqlClient } from "effect/sql"
import { tables } from "./migrations/0001-tables.ts"

/** Forward only: a migration that was released is never changed, a new one is added. */
const loader = Migrator.fromRecord({ "0001_tables": tables })

const run = Migrator.make({})({ loader, table: "offshoot.migrations" })

/**
 * Brings the database to the schema of this version, in one transaction; answers the migrations that ran. Started on many
 * nodes at once, one runs and the others wait for it and find nothing to do.
 */
export const migrate = Effect.gen(function* () {
  const sql = (yield* SqlClient.SqlClient).withoutTransforms()
  return yield* sql.withTransaction(
    Effect.gen(function* () {
      yield* sql`select pg_advisory_xact_lock(hashtextextended('offshoot.migrations', 0))`
      yield* sql`create schema if not exists offshoot`
      return yield* run
    })
  )
})

/** Runs {@link migrate} when the layer is built. */
export const layerMigrations = Layer.effectDiscard(migrate)
