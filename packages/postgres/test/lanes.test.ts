import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { isBroken } from "../src/failures.ts"
import { makeOwnLane, type Query } from "../src/lanes.ts"
import { Database, live, onPostgres18 } from "./databases.ts"
import { newNode } from "./nodes.ts"
import { openSession, until } from "./sessions.ts"

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

    it.effect("keeps its session over what the server refuses", () =>
      Effect.gen(function* () {
        const lane = yield* makeOwnLane({ url: (yield* Database).url })
        const first = yield* lane.use(processOf)
        const error = yield* Effect.flip(lane.use((query) => query("select 1 / 0")))
        assert.isFalse(isBroken(error))
        assert.strictEqual(yield* lane.use(processOf), first)
      })
    )

    it.effect("is opened for the first that needs it, and not before", () =>
      Effect.gen(function* () {
        const sessions = "select count(*)::integer from pg_stat_activity where application_name = 'sleeper'"
        const { shares } = yield* newNode({ applicationName: "sleeper" })
        yield* until(sessions, 0)
        assert.isTrue(Option.isNone(yield* shares.find("none" as Parameters<typeof shares.find>[0])))
        yield* until(sessions, 1)
      })
    )
  })
})
