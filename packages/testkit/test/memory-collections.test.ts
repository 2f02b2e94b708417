import { assert, describe, it } from "@effect/vitest"
import {
  Ids,
  Models,
  type Share,
  ShareCollection,
  Tags,
  type Task,
  TaskCollection,
  type TaskName,
  Tasks
} from "@offshoot/core"
import { arbitraries, MemoryIds, MemoryStore } from "@offshoot/testkit"
import { Effect, Option } from "effect"
import * as fc from "fast-check"

const sample = <A>(arbitrary: fc.Arbitrary<A>, count: number): ReadonlyArray<A> =>
  fc.sample(arbitrary, { numRuns: count, seed: 1 })
const inMemory = Effect.provide(MemoryStore.layer, { local: true })

/** Tasks of one project with different names, each a day younger than the one before. */
const tasks = (count: number): ReadonlyArray<Task> => {
  const [first] = sample(arbitraries.task(), 1)
  if (first === undefined) throw new Error("nothing was drawn")
  return sample(arbitraries.task({ projectId: first.projectId }), count).map((task, index) => ({
    ...task,
    name: `Task ${index}` as TaskName,
    created: index * 86_400_000
  }))
}

describe("The collection of tasks in memory", () => {
  it.effect("lists a project's live tasks, newest first, page by page", () =>
    Effect.gen(function* () {
      const store = yield* MemoryStore
      const all = tasks(5)
      const [oldest, ...rest] = all
      assert.isDefined(oldest)
      const { projectId } = oldest
      yield* Effect.forEach(all, store.putTask)
      yield* store.remove(projectId, oldest.id)
      const collection = yield* TaskCollection
      const first = Option.getOrThrow(yield* collection.list({ projectId, limit: 3 }))
      const after = first.tasks.at(-1)?.id
      assert.isDefined(after)
      const second = Option.getOrThrow(yield* collection.list({ projectId, limit: 3, after }))
      assert.deepStrictEqual(
        [...first.tasks, ...second.tasks].map(({ id }) => id),
        rest.map(({ id }) => id).toReversed()
      )
      assert.deepStrictEqual([first.hasNext, second.hasNext], [true, false])
    }).pipe(inMemory)
  )

  it.effect("finds a part of the name in any case, and answers nothing after a task that the project never had", () =>
    Effect.gen(function* () {
      const [one, other] = tasks(2)
      assert.isDefined(one)
      assert.isDefined(other)
      const store = yield* MemoryStore
      yield* store.putTask(one)
      const collection = yield* TaskCollection
      const found = Option.getOrThrow(yield* collection.list({ projectId: one.projectId, limit: 9, name: "TASK 0" }))
      assert.deepStrictEqual(found.tasks, [one])
      assert.isTrue(Option.isNone(yield* collection.list({ projectId: one.projectId, limit: 9, after: other.id })))
    }).pipe(inMemory)
  )

  it.effect("refuses a name that a live task of the project has, and stores nothing", () =>
    Effect.gen(function* () {
      const [one, other] = tasks(2)
      assert.isDefined(one)
      assert.isDefined(other)
      const collection = yield* TaskCollection
      assert.strictEqual(yield* collection.insert(one), "inserted")
      assert.strictEqual(yield* collection.insert({ ...other, name: one.name }), "taken")
      assert.isTrue(Option.isNone(yield* (yield* Tasks).find(other.projectId, other.id)))
    }).pipe(inMemory)
  )
})

describe("The collection of shares in memory", () => {
  const [source] = sample(arbitraries.source(), 1)
  if (source === undefined) throw new Error("nothing was drawn")
  const { share, task } = source
  const { id: shareId, projectId, taskId } = share

  it.effect("revokes once: revoking again answers the same, unchanged", () =>
    Effect.gen(function* () {
      yield* (yield* MemoryStore).putTask(task)
      const shares = yield* ShareCollection
      assert.strictEqual(yield* shares.insert(share), "inserted")
      const first = yield* shares.revoke({ projectId, taskId, shareId, now: 5 })
      assert.deepStrictEqual(first, Option.some<Share>({ ...share, active: false, modified: 5 }))
      assert.deepStrictEqual(yield* shares.revoke({ projectId, taskId, shareId, now: 6 }), first)
    }).pipe(inMemory)
  )

  it.effect("never gives a short id to a second share, and counts views", () =>
    Effect.gen(function* () {
      const store = yield* MemoryStore
      yield* store.putTask(task)
      const shares = yield* ShareCollection
      yield* shares.insert(share)
      yield* shares.revoke({ projectId, taskId, shareId, now: 5 })
      assert.strictEqual(yield* shares.insert(share), "taken")
      yield* shares.countView(shareId)
      const counted = Option.getOrThrow(yield* shares.revoke({ projectId, taskId, shareId, now: 6 }))
      assert.strictEqual(counted.viewsCount, share.viewsCount + 1)
    }).pipe(inMemory)
  )
})

describe("The references in memory", () => {
  it.effect("answer the tags of a stored task, and leave out what is unknown", () =>
    Effect.gen(function* () {
      const task = sample(arbitraries.task(), 50).find(({ tags }) => tags.length > 0)
      assert.isDefined(task)
      yield* (yield* MemoryStore).putTask(task)
      const found = yield* (yield* Tags).find(task.tags.map(({ id }) => id))
      assert.deepStrictEqual(new Set(found), new Set(task.tags))
      assert.deepStrictEqual(yield* (yield* Models).find([task.revisions[0].llmModelId]), [])
    }).pipe(inMemory)
  )
})

describe("The ids in memory", () => {
  it.effect("count, so that every run draws the same", () =>
    Effect.gen(function* () {
      const ids = yield* Ids
      const drawn = [yield* ids.next, yield* ids.next, yield* ids.shortId]
      assert.deepStrictEqual(drawn, [
        "00000000-0000-7000-8000-000000000001",
        "00000000-0000-7000-8000-000000000002",
        "000000000001"
      ])
    }).pipe(Effect.provide(MemoryIds.layer, { local: true }))
  )
})
