import { PgClient } from "@effect/sql-pg"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { inject } from "vitest"

/** The address of a new, empty database on the real Postgres. */
export const newDatabase = async (): Promise<string> => {
  const address = inject("postgres18")
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`
  await execute(`${address}/postgres`, `create database ${name}`)
  return `${address}/${name}`
}

/** Runs a statement on a database, as its owner. */
export const execute = (url: string, statement: string): Promise<unknown> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(statement)).pipe(
    Effect.provide(PgClient.layer({ url: Redacted.make(url), maxConnections: 1 })),
    Effect.runPromise
  )
