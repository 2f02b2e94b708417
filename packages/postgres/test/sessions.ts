import { PgConnection } from "@effect/sql-pg"
import { Effect, Schedule } from "effect"
import { Database } from "./databases.ts"

/** A session of another program's on the test's database; it ends with the scope. */
export const openSession = Effect.map(
  Effect.flatMap(Database, ({ url }) => PgConnection.make({ url, applicationName: "another program" })),
  (connection) => ({
    processId: connection.processId,
    query: (sql: string, parameters: ReadonlyArray<unknown> = []) =>
      Effect.map(connection.query(sql, parameters), ({ rows }) => rows)
  })
)

/** Locks a table against everybody else until it is opened. */
export const closeTable = Effect.fnUntraced(function* (table: string, mode = "access exclusive") {
  const session = yield* openSession
  yield* session.query("begin")
  yield* session.query(`lock table offshoot.${table} in ${mode} mode`)
  return { open: session.query("rollback") }
})

/** Waits until a statement of one row and column answers that; dies after half a minute. */
export const until = Effect.fnUntraced(function* (sql: string, expected: unknown) {
  const session = yield* openSession
  const look = Effect.flatMap(session.query(sql), ([row]) => {
    const [value] = Object.values(row ?? {})
    return value === expected ? Effect.void : Effect.fail(new Error(`${sql} answers ${value}, not ${expected}`))
  })
  yield* Effect.orDie(Effect.retry(look, Schedule.max([Schedule.spaced("20 millis"), Schedule.recurs(1500)])))
}, Effect.scoped)

/** How many sessions wait for a lock in this database. */
export const sessionsWaiting = `
  select count(*)::integer from pg_stat_activity
  where wait_event_type = 'Lock' and datname = current_database()`

/** How many advisory locks are held, or waited for, in this database. */
export const advisoryLocks = `
  select count(*)::integer from pg_locks
  where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`
