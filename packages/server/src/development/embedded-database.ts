import { existsSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { PgClient } from "@effect/sql-pg"
import { PGlite } from "@electric-sql/pglite"
import { PGLiteSocketServer } from "@electric-sql/pglite-socket"
import { Effect, Layer } from "effect"

/** The Postgres in this process, its data in the folder: PGlite behind a socket that takes one connection, ours. */
export const layerEmbeddedDatabase = (folder: string) =>
  Layer.unwrap(
    Effect.map(served(folder), (path) =>
      PgClient.layer({
        path,
        username: "postgres",
        database: "postgres",
        // PGlite is one backend. The connection stays, so that nobody else can take its place.
        maxConnections: 1,
        minConnections: 1
      })
    )
  )

/** Serves the database and answers the path of its socket, which only those who may enter the folder can reach. */
const served = Effect.fnUntraced(function* (folder: string) {
  const database = yield* Effect.acquireRelease(
    Effect.promise(() => opened(folder)),
    (database) => Effect.promise(() => database.close())
  )
  const path = socketPath(folder)
  yield* Effect.acquireRelease(
    Effect.promise(async () => {
      const server = new PGLiteSocketServer({ db: database, path })
      await server.start()
      return server
    }),
    (server) => Effect.promise(() => server.stop())
  )
  return path
})

const opened = async (folder: string): Promise<PGlite> => {
  const data = join(folder, "postgres")
  const whole = join(folder, "postgres-is-whole")
  // A start that was killed while it made the database left only a part of it.
  if (!existsSync(whole)) rmSync(data, { recursive: true, force: true })
  const database = await PGlite.create({ dataDir: data })
  writeFileSync(whole, "")
  return database
}

const socketPath = (folder: string): string => {
  if (process.platform === "win32") return `\\\\.\\pipe\\offshoot-${crypto.randomUUID()}`
  const path = join(folder, "postgres.sock")
  // A killed process left its own behind; the folder is ours alone.
  rmSync(path, { force: true })
  return path
}
