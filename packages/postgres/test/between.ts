import { startNetwork, startPgbouncer } from "@offshoot/postgres-live"
import { Effect, Redacted } from "effect"
import { Database } from "./databases.ts"

/** A network to the server of the test's database, and the database's address behind it; it ends with the scope. */
export const networked = Effect.gen(function* () {
  const address = new URL(Redacted.value((yield* Database).url))
  const network = yield* Effect.acquireRelease(
    Effect.promise(() => startNetwork(address)),
    ({ stop }) => Effect.promise(stop)
  )
  address.port = `${network.port}`
  address.search = ""
  return { network, url: Redacted.make(address.href) }
})

/** The test's database behind a PgBouncer, which ends with the scope. */
export const pgbouncer = Effect.gen(function* () {
  const { url } = yield* Database
  const { address } = yield* Effect.acquireRelease(
    Effect.promise(() => startPgbouncer(Redacted.value(url))),
    ({ stop }) => Effect.promise(stop)
  )
  return { url: Redacted.make(address), prepare: false }
})
