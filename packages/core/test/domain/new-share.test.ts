import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import * as fc from "fast-check"
import { type NewShare, planShare, ShareId, type Task, TaskRevisionId } from "../../src/index.ts"
import { caller, shortId, sourceTask, uuid } from "../samples.ts"

const content: NewShare = {
  title: null,
  description: null,
  expiresAt: null,
  taskRunId: null,
  taskRevisionId: null,
  customShortId: null
}
const plan = (task: Task, wanted: Partial<NewShare> = {}) =>
  planShare({
    content: { ...content, ...wanted },
    task,
    caller: { ...caller, scopes: ["tasks:share"] },
    shareId: ShareId.make(uuid(30)),
    shortId,
    now: 5000
  })
const pinned = (planned: ReturnType<typeof plan>) => Result.getOrThrow(planned).taskRevisionId
const active = (...weights: ReadonlyArray<readonly [revision: number, weight: number]>): Task => ({
  ...sourceTask,
  activeRevisions: weights.map(([n, weight]) => ({ taskRevisionId: TaskRevisionId.make(uuid(n)), weight }))
})

describe("planShare", () => {
  it("pins the revision that is named, active or not", () =>
    assert.strictEqual(pinned(plan(sourceTask, { taskRevisionId: TaskRevisionId.make(uuid(21)) })), uuid(21)))

  it("pins the active revision with the highest weight where none is named", () =>
    assert.strictEqual(pinned(plan(active([22, 0.2], [21, 0.5], [23, 0.3]))), uuid(21)))

  it("pins the newest of those with equal weight, in whatever order they are active", () =>
    fc.assert(
      fc.property(fc.shuffledSubarray([21, 22, 23], { minLength: 1 }), fc.constantFrom(0.25, 0.5), (order, weight) => {
        const task = active(...order.map((n) => [n, weight] as const))
        assert.strictEqual(pinned(plan(task)), uuid(Math.max(...order)))
      })
    ))

  it("refuses a revision that the task does not have", () => {
    const planned = plan(sourceTask, { taskRevisionId: TaskRevisionId.make(uuid(99)) })
    assert.strictEqual(Result.getOrThrow(Result.flip(planned))._tag, "RevisionNotFound")
  })

  it("refuses a task without an active revision unless one is named", () => {
    const refusal = Result.getOrThrow(Result.flip(plan(active())))
    assert.strictEqual(refusal._tag, "InvalidShare")
    assert.match(refusal.message, /no active revision/)
    assert.strictEqual(pinned(plan(active(), { taskRevisionId: TaskRevisionId.make(uuid(22)) })), uuid(22))
  })

  it("refuses an end that is not after now, to the millisecond", () => {
    const refusal = Result.getOrThrow(Result.flip(plan(sourceTask, { expiresAt: 5000 })))
    assert.strictEqual(refusal._tag, "InvalidShare")
    assert.match(refusal.message, /is not in the future/)
    assert.strictEqual(Result.getOrThrow(plan(sourceTask, { expiresAt: 5001 })).expiresAt, 5001)
  })

  it("keeps who made it, when, and nothing of the scopes they had", () => {
    const { created, createdBy, modified, viewsCount } = Result.getOrThrow(plan(sourceTask))
    const identity = { issuer: caller.issuer, kind: caller.kind, subject: caller.subject }
    assert.deepStrictEqual(
      { created, createdBy, modified, viewsCount },
      {
        created: 5000,
        createdBy: identity,
        modified: 5000,
        viewsCount: 0
      }
    )
  })
})
