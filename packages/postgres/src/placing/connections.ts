import { PgClient, PgConnection } from "@effect/sql-pg"
import { Effect, Exit, Scope } from "effect"
import { SqlClient, type SqlError } from "effect/sql"

/** Sends one statement; those sent at once on a writer's own connection travel together and run in order. */
export type Query = (
  sql: string,
  parameters?: ReadonlyArray<unknown>
) => Effect.Effect<PgConnection.Result, SqlError.SqlError>

/** Runs work on one writer's connection; `broken` tells that the connection is of no use any more. */
export interface Writer {
  readonly use: <A, E>(work: (query: Query) => Effect.Effect<A, E>) => Effect.Effect<A, E | SqlError.SqlError>
  readonly discard: Effect.Effect<void>
}

/**
 * A writer with a connection of its own, opened when it is first used and again after it broke. Its statements are
 * pipelined, which a pool's connections do not allow inside a transaction.
 */
export const makeOwnWriter = (config: PgConnection.Config) =>
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
        open = { scope, query: (sql, parameters) => connection.query(sql, parameters) }
        return open
      })
      return {
        use: (work) => Effect.flatMap(open === undefined ? connect : Effect.succeed(open), ({ query }) => work(query)),
        discard
      } satisfies Writer
    }),
    ({ discard }) => discard
  )

/** A writer that takes turns with every other user of the pool's one connection. */
export const makePoolWriter = Effect.map(
  SqlClient.SqlClient,
  (sql): Writer => ({
    use: (work) =>
      Effect.scoped(
        Effect.flatMap(sql.reserve, (connection) =>
          work(
            (text, parameters = []) =>
              // The driver answers what its own connections do.
              connection.executeRaw(text, parameters) as Effect.Effect<PgConnection.Result, SqlError.SqlError>
          )
        )
      ),
    discard: Effect.void
  })
)

/** As many writers as the pool allows: of one connection, that one. */
export const makeWriters = (count: number) =>
  Effect.gen(function* () {
    const config: PgClient.PgPoolConfig = (yield* PgClient.PgClient).config
    if (config.maxConnections === 1) return [yield* makePoolWriter]
    return yield* Effect.all(Array.from({ length: count }, () => makeOwnWriter(config)))
  })
