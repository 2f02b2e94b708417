import { assert, describe, it } from "@effect/vitest"
import { Tasks } from "@offshoot/core"
import { layerClone } from "@offshoot/postgres"
import { Array, Context, Effect, Layer, Option } from "effect"
import { Database, databases, live } from "./databases.ts"
import { draftFor, newProject } from "./drafts.ts"
import { layerPorts } from "./hands.ts"

/** The tasks of two nodes: the second reaches the same database through a pool of its own, but for PGlite, which takes one connection. */
const twoNodes = Effect.gen(function* () {
  const here = yield* Tasks
  if ((yield* Database).maxConnections === 1) return { here, there: here }
  const other = yield* Layer.build(Layer.fresh(layerClone.pipe(Layer.provide(Database.layerClient))))
  return { here, there: Context.get(other, Tasks) }
})

describe.each(databases)("place on %s", (_, layerDatabase) => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(layerDatabase)),
    live
  )((it) => {
    it.effect("50 clones of one name at once, from two nodes, are Foo, Foo (2) … Foo (50)", () =>
      Effect.gen(function* () {
        const { here, there } = yield* twoNodes
        const projectId = yield* newProject
        const drafts = yield* Effect.forEach(Array.range(1, 50), () => draftFor(projectId, "Foo"))
        const placed = yield* Effect.forEach(drafts, (draft, index) => (index % 2 === 0 ? here : there).place(draft), {
          concurrency: "unbounded"
        })
        assert.sameMembers(
          placed.map(({ name }) => `${name}`),
          ["Foo", ...Array.range(2, 50).map((n) => `Foo (${n})`)]
        )
        for (const { id, name } of placed) {
          assert.strictEqual(Option.getOrThrow(yield* here.find(projectId, id)).name, name)
        }
      })
    )

    it.effect("one draft placed 20 times at once, from two nodes, is one task with 20 equal answers", () =>
      Effect.gen(function* () {
        const { here, there } = yield* twoNodes
        const projectId = yield* newProject
        const draft = yield* draftFor(projectId, "Foo")
        const answers = yield* Effect.forEach(
          Array.range(1, 20),
          (index) => (index % 2 === 0 ? here : there).place(draft),
          {
            concurrency: "unbounded"
          }
        )
        for (const answer of answers) assert.deepStrictEqual(answer, answers[0])
        assert.strictEqual((yield* here.place(yield* draftFor(projectId, "Foo"))).name, "Foo (2)")
      })
    )
  })
})
