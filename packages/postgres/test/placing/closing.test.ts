import { assert, describe, it } from "@effect/vitest"
import { type Draft, type ShortId, Unavailable } from "@offshoot/core"
import { Effect, Exit, Fiber, Layer, Scope } from "effect"
import { live, onPostgres18 } from "../databases.ts"
import { layerPorts } from "../hands.ts"
import { newNode } from "../nodes.ts"
import { closeTable, sessionsWaiting, until } from "../sessions.ts"
import { asked, draftsOf } from "./held-writer.ts"

const assertUnavailable = Effect.fnUntraced(function* (asking: Effect.Effect<unknown, unknown>) {
  const error = yield* Effect.flip(asking)
  assert.isTrue(error instanceof Unavailable && error.outcome === "nothing stored", `${error}`)
})

describe("a node that is closed", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("ends the group that it writes, and tells all who wait or come later that nothing is stored", () =>
      Effect.gen(function* () {
        const scope = yield* Scope.make()
        const { shares, tasks } = yield* Scope.provide(newNode({ writers: 1 }), scope)
        const [first, queued, late] = (yield* draftsOf(["Foo", "Foo", "Foo"])) as [Draft, Draft, Draft]
        const gate = yield* closeTable("task_revisions", "exclusive")
        const writing = yield* Effect.forkChild(tasks.place(first))
        yield* until(sessionsWaiting, 1)
        const waiting = yield* Effect.forkChild(assertUnavailable(tasks.place(queued)))
        yield* asked
        const closing = yield* Effect.forkChild(Scope.close(scope, Exit.void))
        yield* asked
        yield* gate.open

        yield* Fiber.join(closing)
        assert.strictEqual((yield* Fiber.join(writing)).name, "Foo")
        yield* Fiber.join(waiting)
        yield* assertUnavailable(tasks.place(late))
        yield* assertUnavailable(shares.find("none" as ShortId))
      }).pipe(Effect.timeout("8 seconds"))
    )
  })
})
