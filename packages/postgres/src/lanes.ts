import { PgClient, PgConnection } from "@effect/sql-pg"
import { Effect, Exit, Scope } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { isRefusal } from "./failures.ts"

/** Sends one statement; those sent at once on a lane of its own travel together and run in order. */
export type Query = (
  sql: string,
  parameters?: ReadonlyArray<unknown>
) => Effect.Effect<PgConnection.Result, SqlError.SqlError>

/** A connection that one worker uses, one piece of work after another; a transaction that work leaves open is rolled back. */
export interface Lane {
  readonly use: <A, E>(work: (query: Query) => Effect.Effect<A, E>) => Effect.Effect<A, E | SqlError.SqlError>
  /** Closes the connection, which is of no use any more; the next use opens another. */
  readonly discard: Effect.Effect<void>
}

/**
 * A lane with a connection of its own, opened when it is first used and again after it broke. Its statements are
 * pipelined, which a pool's connections do not allow inside a transaction.
 */
export const makeOwnLane = (config: PgConnection.Config) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      let open: { readonly scope: Scope.Closeable; readonly query: Query } | undefined
      const discard = Effect.suspend(() => {
        const closing = open === undefined ? Effect.void : Scope.close(open.scope, Exit.void)
        open = undefined
        return closing
      })
      const connect = Effect.gen(function* () {
        const scope = yield* Scope.make()
        const connection = yield* PgConnection.make({ ...config, multiplex: true }).pipe(
          Scope.provide(scope),
          Effect.onError(() => Scope.close(scope, Exit.void))
        )
        const opened = {
          scope,
          query: (sql: string, parameters?: ReadonlyArray<unknown>) =>
            Effect.tapError(connection.query(sql, parameters), (error) =>
              isRefusal(error) || open !== opened ? Effect.void : discard
            )
        }
        open = opened
        return opened
      })
      return {
        // Suspended, so that work that is repeated gets a new connection, not the one that it broke on.
        use: (work) =>
          Effect.flatMap(
            Effect.suspend(() => (open === undefined ? connect : Effect.succeed(open))),
            ({ query }) =>
              // Nobody waits for it: what is sent next on this connection runs after it.
              rolledBack(work, query, (rollback) => Effect.forkDetach(rollback, { startImmediately: true }))
          ),
        discard
      } satisfies Lane
    }),
    ({ discard }) => discard
  )

/** Does the work, and rolls back if it fails or is interrupted. */
const rolledBack = <A, E>(
  work: (query: Query) => Effect.Effect<A, E>,
  query: Query,
  run: (rollback: Effect.Effect<void>) => Effect.Effect<unknown>
) => Effect.onExit(work(query), (exit) => (Exit.isSuccess(exit) ? Effect.void : run(Effect.ignore(query("rollback")))))

/** A lane that takes turns with every other user of the pool's one connection. */
export const makePoolLane = Effect.map(
  SqlClient.SqlClient,
  (sql): Lane => ({
    use: (work) =>
      Effect.scoped(
        Effect.flatMap(sql.reserve, (connection) => {
          const query: Query = (text, parameters = []) =>
            // Raw answers are those that the driver's own connections give.
            connection.executeRaw(text, parameters) as Effect.Effect<PgConnection.Result, SqlError.SqlError>
          // Others use the connection next; it may have stalled.
          return rolledBack(work, query, Effect.timeoutOption("1 second"))
        })
      ),
    discard: Effect.void
  })
)

/** So many lanes beside the pool; where the pool has one connection, that is the only lane. */
export const makeLanes = (count: number) =>
  Effect.gen(function* () {
    const config: PgClient.PgPoolConfig = (yield* PgClient.PgClient).config
    if (config.maxConnections === 1) return [yield* makePoolLane]
    return yield* Effect.all(Array.from({ length: count }, () => makeOwnLane(config)))
  })
