import { assert, describe, it } from "@effect/vitest"
import { nameDraft, type ShareId } from "@offshoot/core"
import { arbitraries } from "@offshoot/testkit"
import { Array, Effect, Layer, Option } from "effect"
import fc from "fast-check"
import { live, onPostgres18 } from "./databases.ts"
import { draftFor, newProject } from "./drafts.ts"
import { hands, layerPorts } from "./hands.ts"
import { newNode } from "./nodes.ts"

describe("a role that is serializable by default", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    const node = newNode({ startupParameters: { default_transaction_isolation: "serializable" } })
    const atOnce = <A, E>(call: (index: number) => Effect.Effect<A, E>) =>
      Effect.forEach(Array.range(1, 30), call, { concurrency: "unbounded" })

    it.effect("counts every view of a share that many read at once, and answers all who revoke it", () =>
      Effect.gen(function* () {
        const { shareCollection, sql } = yield* node
        const [source] = fc.sample(arbitraries.source(), { numRuns: 1, seed: 5 })
        if (source === undefined) return assert.fail("a source is drawn")
        yield* (yield* hands).share(source)
        const { id: shareId, projectId, taskId, viewsCount } = source.share
        yield* atOnce(() => shareCollection.countView(shareId))
        const [row] = yield* sql<{ readonly views: number }>`
          select views_count as views from offshoot.shares where id = ${shareId satisfies ShareId}::uuid`
        assert.strictEqual(row?.views, viewsCount + 30)
        const revoked = yield* atOnce(() => shareCollection.revoke({ projectId, taskId, shareId, now: Date.now() }))
        assert.isTrue(revoked.every(Option.isSome))
      })
    )

    it.effect("creates tasks of different names at once, and one of one name", () =>
      Effect.gen(function* () {
        const { taskCollection } = yield* node
        const projectId = yield* newProject
        const insert = (name: string) =>
          Effect.flatMap(draftFor(projectId, name), (draft) =>
            taskCollection.insert(nameDraft(draft, draft.wantedName))
          )
        assert.deepStrictEqual(
          yield* atOnce((n) => insert(`Foo ${n}`)),
          Array.makeBy(30, () => "inserted")
        )
        const same = yield* atOnce(() => insert("Bar"))
        assert.strictEqual(same.filter((answer) => answer === "inserted").length, 1)
        assert.strictEqual(same.filter((answer) => answer === "taken").length, 29)
      })
    )
  })
})
