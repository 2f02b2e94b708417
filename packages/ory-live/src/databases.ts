import { PgClient } from "@effect/sql-pg"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"

/** Creates a database; as a copy of another one, to which nobody is connected, if that is named. */
export const createDatabase = (server: string, name: string, original?: string): Promise<void> =>
  SqlClient.SqlClient.use((sql) =>
    sql.unsafe(`create database ${name}${original === undefined ? "" : ` template ${original}`}`)
  ).pipe(
    Effect.asVoid,
    Effect.provide(PgClient.layer({ url: Redacted.make(`${server}/postgres`), maxConnections: 1 })),
    Effect.runPromise
  )
