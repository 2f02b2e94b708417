import { PgClient } from "@effect/sql-pg"
import { Effect, Layer } from "effect"
import { type DatabaseSettings, database } from "./config/database.ts"

/** A pool of connections to a Postgres. */
export const layerDatabaseAt = (settings: DatabaseSettings) =>
  PgClient.layer({
    ...settings,
    applicationName: "offshoot",
    // What stands between may forget a connection that says nothing, and tell neither end.
    keepAlive: "30 seconds"
  })

/** A pool of connections to the Postgres of the settings. */
export const layerDatabase = Layer.unwrap(Effect.map(database, layerDatabaseAt))
