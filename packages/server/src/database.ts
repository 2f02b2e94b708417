import { PgClient } from "@effect/sql-pg"
import { Effect, Layer, type Redacted } from "effect"
import { databaseUrl } from "./config/database-url.ts"

/** A pool of connections to a Postgres. */
export const layerDatabaseAt = (url: Redacted.Redacted) => PgClient.layer({ url, applicationName: "offshoot" })

/** A pool of connections to the Postgres of `DATABASE_URL`. */
export const layerDatabase = Layer.unwrap(Effect.map(databaseUrl, layerDatabaseAt))
