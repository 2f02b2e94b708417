import { PgClient } from "@effect/sql-pg"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { inject } from "vitest"

/** The address of a new, empty database on the real Postgres. */
export const newDatabase = async (): Promise<string> => {
  const address = inject("postgres18")
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`
  await Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(`create database ${name}`)).pipe(
    Effect.provide(PgClient.layer({ url: Redacted.make(`${address}/postgres`), maxConnections: 1 })),
    Effect.runPromise
  )
  return `${address}/${name}`
}
