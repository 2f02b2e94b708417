import { assert, describe, it } from "@effect/vitest"
import { OrganizationId, type ShortId } from "@offshoot/core"
import { Effect, Layer, Option } from "effect"
import { SqlError } from "effect/sql"
import { isBroken } from "../src/failures.ts"
import { makeOwnLane, type Query } from "../src/lanes.ts"
import { Database, live, onPostgres18 } from "./databases.ts"
import { draftFor, newProject } from "./drafts.ts"
import { newNode } from "./nodes.ts"
import { closeTable, openSession, sessionsWaiting, until } from "./sessions.ts"

describe("a lane", () => {
  it.layer(
    Layer.provideMerge(Database.layerMigrated, onPostgres18),
    live
  )((it) => {
    const processOf = (query: Query) =>
      Effect.map(query("select pg_backend_pid() as pid"), ({ rows: [row] }) => row?.["pid"] as number)

    it.effect("whose session the server ended, for whatever reason, fails once and then has another", () =>
      Effect.gen(function* () {
        const lane = yield* makeOwnLane({ url: (yield* Database).url })
        const first = yield* lane.use((query) =>
          Effect.andThen(
            query("set idle_in_transaction_session_timeout = '50ms'"),
            Effect.andThen(query("begin"), processOf(query))
          )
        )
        yield* until(`select count(*)::integer from pg_stat_activity where pid = ${first}`, 0)
        const error = yield* Effect.flip(lane.use(processOf))
        assert.isTrue(isBroken(error))
        assert.notStrictEqual(yield* lane.use(processOf), first)
      })
    )

    it.effect("whose session ended has another for work that is repeated", () =>
      Effect.gen(function* () {
        const lane = yield* makeOwnLane({ url: (yield* Database).url })
        const first = yield* lane.use(processOf)
        const server = yield* openSession
        yield* server.query("select pg_terminate_backend($1)", [first])
        yield* until(`select count(*)::integer from pg_stat_activity where pid = ${first}`, 0)
        const again = yield* lane.use(processOf).pipe(Effect.retry({ times: 1, while: isBroken }))
        assert.notStrictEqual(again, first)
      })
    )

    it.effect("whose session ended while this process was busy has another, whatever the socket calls it", () =>
      Effect.gen(function* () {
        const lane = yield* makeOwnLane({ url: (yield* Database).url })
        const first = yield* lane.use(processOf)
        const error = yield* Effect.flip(
          lane.use((query) => {
            process.kill(first, "SIGTERM")
            // Until the server closed its end, which the event loop does not learn before it sends.
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
            return query("select length($1::text)", ["x".repeat(50_000_000)])
          })
        )
        assert.isTrue(isBroken(error))
        assert.notStrictEqual(yield* lane.use(processOf), first)
      })
    )

    it.effect.each(["EPIPE", "ECONNRESET", "ETIMEDOUT"])("takes %s of its socket for no answer of the server", (code) =>
      Effect.sync(() => {
        const cause = Object.assign(new Error(`write ${code}`), { code })
        const reason = new SqlError.ConnectionError({ cause, message: cause.message, operation: "query" })
        assert.isTrue(isBroken(new SqlError.SqlError({ reason })))
      })
    )

    it.effect("keeps its session over what the server refuses", () =>
      Effect.gen(function* () {
        const lane = yield* makeOwnLane({ url: (yield* Database).url })
        const first = yield* lane.use(processOf)
        const error = yield* Effect.flip(lane.use((query) => query("select 1 / 0")))
        assert.isFalse(isBroken(error))
        assert.strictEqual(yield* lane.use(processOf), first)
      })
    )

    it.effect("that is the pool's one connection gives it back outside of a transaction when work is given up", () =>
      Effect.gen(function* () {
        const { permissions, sql, tasks } = yield* newNode({ maxConnections: 1, deadline: 300 })
        const draft = yield* draftFor(yield* newProject, "Foo")
        const question: Parameters<typeof permissions.allows>[0] = {
          caller: { issuer: "https://issuer.example", kind: "user", subject: "ada", scopes: [] },
          permission: "view",
          target: { organizationId: OrganizationId.make(draft.projectId), projectId: draft.projectId }
        }
        const asked = [
          ["tasks", tasks.place(draft)],
          ["roles", permissions.allows(question)]
        ] as const
        for (const [table, ask] of asked) {
          const { open } = yield* closeTable(table)
          assert.propertyVal(yield* Effect.flip(ask as Effect.Effect<unknown, unknown>), "_tag", "Unavailable")
          // What waits for the table is taken back, too; only drafts are tried again.
          if (table === "roles") yield* until(sessionsWaiting, 0)
          yield* open
          const [row] = yield* sql<{ readonly sum: number }>`select 1 + 1 as sum`
          assert.strictEqual(row?.sum, 2)
        }
      })
    )

    it.effect("that is the pool's one connection gives it back with the settings that it had", () =>
      Effect.gen(function* () {
        const { shares, sql, tasks } = yield* newNode({ maxConnections: 1 })
        const settings = sql`select name, setting from pg_settings order by name`
        const before = yield* settings
        const draft = yield* draftFor(yield* newProject, "Foo")
        yield* tasks.place(draft)
        assert.deepStrictEqual(yield* settings, before)
        yield* tasks.find(draft.projectId, draft.id)
        yield* shares.find("none" as ShortId)
        assert.deepStrictEqual(yield* settings, before)
      })
    )

    it.effect("is opened for the first that needs it, and not before", () =>
      Effect.gen(function* () {
        const sessions = "select count(*)::integer from pg_stat_activity where application_name = 'sleeper'"
        const { shares } = yield* newNode({ applicationName: "sleeper" })
        yield* until(sessions, 0)
        assert.isTrue(Option.isNone(yield* shares.find("none" as ShortId)))
        yield* until(sessions, 1)
      })
    )
  })
})
