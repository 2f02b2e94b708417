import { PgClient } from "@effect/sql-pg"
import { PGlite } from "@electric-sql/pglite"
import { PGLiteSocketServer } from "@electric-sql/pglite-socket"
import { layerMigrations } from "@offshoot/postgres"
import { startCompilingPostgres } from "@offshoot/postgres-live"
import { Context, Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { inject } from "vitest"

/** A database of a test's own. */
export class Database extends Context.Service<
  Database,
  {
    readonly url: Redacted.Redacted
    readonly maxConnections: number
  }
>()("@offshoot/postgres/test/Database") {
  /** A pool of connections to it. */
  static readonly layerClient = Layer.unwrap(
    Effect.map(Database, ({ maxConnections, url }) => PgClient.layer({ url, maxConnections }))
  )
  /** The same, brought to the current schema. */
  static readonly layerMigrated = layerMigrations.pipe(Layer.provideMerge(Database.layerClient))
}

/** A new database of that name on a running server. */
const onServer = (server: "postgres14" | "postgres18", maxConnections = 10) =>
  Layer.effect(
    Database,
    Effect.gen(function* () {
      const address = inject(server)
      const name = `test_${crypto.randomUUID().replaceAll("-", "")}`
      yield* Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(`create database ${name}`)).pipe(
        Effect.provide(PgClient.layer({ url: Redacted.make(`${address}/postgres`), maxConnections: 1 }), {
          local: true
        })
      )
      return { url: Redacted.make(`${address}/${name}`), maxConnections }
    })
  )

/** PGlite in this process, behind a socket that takes one connection. */
const onPglite = Layer.effect(
  Database,
  Effect.acquireRelease(
    Effect.promise(async () => {
      const db = await PGlite.create()
      const server = new PGLiteSocketServer({ db, host: "127.0.0.1", port: 0 })
      await server.start()
      return { db, server }
    }),
    ({ db, server }) =>
      Effect.promise(async () => {
        await server.stop()
        await db.close()
      })
  ).pipe(
    Effect.map(({ server }) => ({
      url: Redacted.make(`postgres://postgres:postgres@${server.getServerConn()}/postgres?sslmode=disable`),
      maxConnections: 1
    }))
  )
)

/** A Postgres of the test's own that compiles every query. */
export const onCompilingPostgres = Layer.effect(
  Database,
  Effect.acquireRelease(Effect.promise(startCompilingPostgres), ({ stop }) => Effect.promise(stop)).pipe(
    Effect.map(({ address }) => ({ url: Redacted.make(`${address}/postgres`), maxConnections: 10 }))
  )
)

/** The Postgres on which races, faults and costs are shown. */
export const onPostgres18 = onServer("postgres18")

/** Where the pool has one connection, all work takes turns on it. */
export const onOneConnection = [
  ["PGlite", onPglite],
  ["Postgres 18", onServer("postgres18", 1)]
] as const

/** Every kind of Postgres that the adapters are for. */
export const databases = [
  ["PGlite", onPglite],
  ["Postgres 14", onServer("postgres14")],
  ["Postgres 18", onPostgres18]
] as const

/** Databases keep their own time. */
export const live = { excludeTestServices: true }
