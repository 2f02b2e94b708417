import { assert, describe, it } from "@effect/vitest"
import type { Draft, Task } from "@offshoot/core"
import { Array, Effect, Fiber, Layer, Option } from "effect"
import { networked } from "../between.ts"
import { live, onPostgres18 } from "../databases.ts"
import { draftFor, newProject } from "../drafts.ts"
import { layerPorts } from "../hands.ts"
import { newNode } from "../nodes.ts"
import { closeTable, sessionsWaiting, until } from "../sessions.ts"
import { asked, draftsOf, heldWriter } from "./held-writer.ts"

describe("a caller that is interrupted", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("takes a draft back that no group has, and leaves the others theirs", () =>
      Effect.gen(function* () {
        const { open, tasks } = yield* heldWriter()
        const drafts = yield* draftsOf(Array.range(1, 9).map(() => "Foo"))
        const fibers = yield* Effect.forEach(drafts, (draft) => Effect.forkChild(tasks.place(draft)))
        yield* asked
        yield* Effect.forEach([0, 4, 8], (index) => Fiber.interrupt(fibers[index] as Fiber.Fiber<Task, unknown>))
        yield* open
        const others = fibers.filter((_, index) => index % 4 !== 0)
        const names = (yield* Effect.forEach(others, Fiber.join)).map(({ name }) => `${name}`)
        assert.deepStrictEqual(names, ["Foo", ...Array.range(2, 6).map((n) => `Foo (${n})`)])
        for (const index of [0, 4, 8]) {
          const { id, projectId } = drafts[index] as Draft
          assert.isTrue(Option.isNone(yield* tasks.find(projectId, id)))
        }
      })
    )

    it.effect("or too late, while a connection is being opened, is told that nothing is stored, and nothing is", () =>
      Effect.gen(function* () {
        const { network, url } = yield* networked
        const { tasks } = yield* newNode({ url, writers: 1, deadline: 500 })
        const [early, late] = yield* Effect.flatMap(newProject, (projectId) =>
          Effect.all([draftFor(projectId, "Foo"), draftFor(projectId, "Foo")])
        )
        network.stall()
        const refused = yield* Effect.flip(tasks.place(early))
        assert.deepInclude(refused, { _tag: "Unavailable", outcome: "nothing stored" })
        network.heal()
        assert.strictEqual((yield* tasks.place(late)).name, "Foo")
        assert.isTrue(Option.isNone(yield* tasks.find(early.projectId, early.id)))
      })
    )

    it.effect("leaves a group that is being written as it is: its draft is stored, the others get their answers", () =>
      Effect.gen(function* () {
        const { tasks } = yield* newNode({ writers: 1 })
        const gate = yield* closeTable("task_revisions", "exclusive")
        const drafts = yield* draftsOf(Array.range(1, 9).map(() => "Foo"))
        const fibers = yield* Effect.forEach(drafts, (draft) => Effect.forkChild(tasks.place(draft)))
        yield* until(sessionsWaiting, 1)
        yield* Effect.forEach([0, 4, 8], (index) => Fiber.interrupt(fibers[index] as Fiber.Fiber<Task, unknown>))
        yield* gate.open
        const others = fibers.filter((_, index) => index % 4 !== 0)
        yield* Effect.forEach(others, Fiber.join)
        const names = yield* Effect.forEach(drafts, ({ id, projectId }) =>
          Effect.map(tasks.find(projectId, id), (found) => `${Option.getOrThrow(found).name}`)
        )
        assert.sameMembers(names, ["Foo", ...Array.range(2, 9).map((n) => `Foo (${n})`)])
      })
    )
  })
})
