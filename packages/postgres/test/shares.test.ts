import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { Shares } from "@offshoot/core"
import { arbitraries } from "@offshoot/testkit"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import fc from "fast-check"
import { live, onPostgres18 } from "./databases.ts"
import { hands, layerPorts } from "./hands.ts"

/** What others may change of a share and of what it points to, between two reads of it. */
const changes = [
  "update offshoot.shares set title = 'Changed'",
  "update offshoot.shares set expires_at = '2040-01-01T00:00:00.123456Z'",
  "update offshoot.shares set views_count = views_count + 1",
  "update offshoot.tasks set name = 'Changed', stem = 'Changed', ordinal = 1",
  "update offshoot.tasks set access_token = 'changed'",
  "update offshoot.tasks set deleted = '2030-01-01Z'",
  "update offshoot.tags set name = name || '!'"
]

describe("a share that is read again", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("shows each change since, and nothing else", () =>
      Effect.gen(function* () {
        const { find } = yield* Shares
        const sql = yield* SqlClient.SqlClient
        const { share } = yield* hands
        const source = fc
          .sample(arbitraries.source(), { numRuns: 100, seed: 3 })
          .find(({ task }) => task.tags.length > 0 && task.deleted === null)
        if (source === undefined) return assert.fail("a source with tags is drawn")
        yield* share(source)
        const read = Effect.map(find(source.share.shortId), Option.getOrThrow)

        let before = yield* read
        for (const change of changes) {
          assert.deepStrictEqual(yield* read, before, `unchanged before: ${change}`)
          yield* sql.unsafe(change)
          const after = yield* read
          assert.notDeepEqual(after, before, `changed by: ${change}`)
          before = after
        }
        assert.strictEqual(before.share.expiresAt, Date.UTC(2040, 0, 1, 0, 0, 0, 123))
      })
    )

    it.effect("whose rows hold what they must not is a Fault that tells where, and nothing of what stands there", () =>
      Effect.gen(function* () {
        const { find } = yield* Shares
        const sql = yield* SqlClient.SqlClient
        const { share } = yield* hands
        const [source] = fc.sample(arbitraries.source(), { numRuns: 1, seed: 12 })
        if (source === undefined) return assert.fail("a source is drawn")
        yield* share(source)
        yield* sql`
          update offshoot.task_revisions set tool_choice = 'what nobody may read in a log'
          where task_id = ${source.task.id}::uuid`
        const fault = yield* Effect.flip(find(source.share.shortId))
        assert.propertyVal(fault, "_tag", "Fault")
        assert.include(inspect(fault, { depth: 20 }), "toolChoice")
        assert.notInclude(inspect(fault, { depth: 20 }), "what nobody may read")
      })
    )

    it.effect("shows its own revision, though a copy of its project has one of the same id", () =>
      Effect.gen(function* () {
        const { find } = yield* Shares
        const { share } = yield* hands
        const [one, other] = fc.sample(arbitraries.source({ tagged: false }), { numRuns: 2, seed: 11 })
        if (one === undefined || other === undefined) return assert.fail("two sources are drawn")
        const [revision] = one.task.revisions
        const pinned = { ...one, share: { ...one.share, taskRevisionId: revision.id } }
        const copied = { ...revision, systemPrompt: "Another" }
        const copy = {
          task: { ...other.task, revisions: [copied] as const, activeRevisions: [] },
          share: { ...other.share, taskRevisionId: copied.id }
        }
        yield* Effect.forEach([pinned, copy], share)
        const read = ({ share }: typeof pinned) =>
          Effect.map(find(share.shortId), (found) => Option.getOrThrow(found).revision)
        const atOnce = yield* Effect.all([read(pinned), read(copy)], { concurrency: "unbounded" })
        assert.deepStrictEqual(atOnce, [revision, copied])
        assert.deepStrictEqual(yield* Effect.all([read(pinned), read(copy)]), [revision, copied])
      })
    )
  })
})
