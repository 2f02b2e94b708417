import { startPostgres } from "@offshoot/postgres-live"
import { Effect } from "effect"

/** A Postgres of this run alone. */
export interface PostgresServer {
  readonly url: string
  /** The process that all others of the server are children of. */
  readonly pid: number
}

/** Starts a Postgres 18 that keeps what it promises (fsync, synchronous_commit); at the end it is gone with its files. */
export const postgresServer = Effect.gen(function* () {
  const { address, pid } = yield* Effect.acquireRelease(
    Effect.promise(() => startPostgres({ settings })),
    ({ stop }) => Effect.promise(stop)
  )
  return { url: `${address}/postgres`, pid: yield* Effect.promise(pid) } satisfies PostgresServer
})

/** What a small production server is set to; everything else as Postgres ships. */
const settings = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  shared_buffers: "512MB",
  max_wal_size: "4GB",
  max_connections: "300"
}
