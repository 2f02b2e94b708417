import { assert, describe, it } from "@effect/vitest"
import { ShareCollection, type ShareId, Unavailable } from "@offshoot/core"
import { arbitraries } from "@offshoot/testkit"
import { Effect, Exit, Fiber, Layer, Option } from "effect"
import fc from "fast-check"
import { networked } from "./between.ts"
import { live, onPostgres18 } from "./databases.ts"
import { newProject } from "./drafts.ts"
import { failureOf } from "./failure-of.ts"
import { hands, layerPorts } from "./hands.ts"
import { newNode } from "./nodes.ts"
import { openSession, sessionsWaiting, until } from "./sessions.ts"

describe("a share", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("that is being revoked is answered as revoked, by the first, to everybody who revokes it", () =>
      Effect.gen(function* () {
        const shares = yield* ShareCollection
        const hand = yield* hands
        const [source] = fc.sample(arbitraries.source(), { numRuns: 1, seed: 5 })
        if (source === undefined) return assert.fail("a source is drawn")
        const { share } = source
        yield* hand.share(source)
        const first = yield* openSession
        yield* first.query("begin")
        yield* first.query("update offshoot.shares set active = false, modified = '2030-01-01Z'")
        const revoke = shares.revoke({
          projectId: share.projectId,
          taskId: share.taskId,
          shareId: share.id,
          now: Date.UTC(2031, 0)
        })
        const second = yield* Effect.forkChild(revoke)
        yield* until(sessionsWaiting, 1)
        yield* first.query("commit")
        const revoked = { ...share, active: false, modified: Date.UTC(2030, 0) }
        assert.deepStrictEqual(yield* Fiber.join(second), Option.some(revoked))
        assert.deepStrictEqual(yield* revoke, Option.some(revoked))
      })
    )

    it.effect("that is counted over a network that loses connections costs none of the pool for long", () =>
      Effect.gen(function* () {
        const { network, url } = yield* networked
        const { shareCollection, taskCollection } = yield* newNode({ url, deadline: 300, maxConnections: 2 })
        const countView = shareCollection.countView(crypto.randomUUID() as ShareId)
        const views = Effect.forEach([1, 2, 3, 4], () => Effect.exit(countView), { concurrency: "unbounded" })
        assert.isTrue((yield* views).every(Exit.isSuccess))
        network.lose()
        const told = (yield* views).map(failureOf)
        assert.isTrue(told.some((failure) => failure instanceof Unavailable && failure.outcome === "unknown"))
        network.heal()
        const list = Effect.flatMap(newProject, (projectId) => taskCollection.list({ projectId, limit: 1 }))
        yield* Effect.retry(list, { times: 40 })
      }).pipe(Effect.timeout("20 seconds"))
    )
  })
})
