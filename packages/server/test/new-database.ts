import { PgClient } from "@effect/sql-pg"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { inject } from "vitest"

/** The address of a new, empty database on the real Postgres, or on another. */
export const newDatabase = async (address = inject("postgres18")): Promise<string> => {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`
  await execute(`${address}/postgres`, `create database ${name}`)
  return `${address}/${name}`
}

/** Runs a statement on a database, as its owner; answers its rows. */
export const execute = (url: string, statement: string): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe<Record<string, unknown>>(statement)).pipe(
    Effect.provide(PgClient.layer({ url: Redacted.make(url), maxConnections: 1 })),
    Effect.runPromise
  )
