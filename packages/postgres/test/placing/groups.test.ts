import { assert, describe, it } from "@effect/vitest"
import type { Draft, Task } from "@offshoot/core"
import { Array, Effect, Exit, Fiber, Layer, Option, Predicate } from "effect"
import { SqlClient } from "effect/sql"
import { Database, live, onPostgres18 } from "../databases.ts"
import { failureOf } from "../failure-of.ts"
import { hands, layerPorts } from "../hands.ts"
import { inTime } from "../in-time.ts"
import { newNode } from "../nodes.ts"
import { sessionsWaiting, until } from "../sessions.ts"
import { asked, draftsOf, heldWriter, placeAll, transactionsOf } from "./held-writer.ts"

describe("a group", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("has all drafts that arrived while another one was written, up to 256, in one transaction", () =>
      Effect.gen(function* () {
        const { open, tasks, writing } = yield* heldWriter()
        const drafts = yield* draftsOf([
          ...Array.range(1, 200).map((n) => `Name ${n}`),
          ...Array.range(1, 200).map(() => "Hot")
        ])
        const all = yield* Effect.forkChild(placeAll(tasks, drafts))
        yield* asked
        yield* open
        yield* Fiber.join(writing)
        const placed = (yield* Fiber.join(all)).map((exit) => Exit.getSuccess(exit).pipe(Option.getOrThrow))
        assert.sameMembers(
          placed.map(({ name }) => `${name}`),
          [...Array.range(1, 200).map((n) => `Name ${n}`), "Hot", ...Array.range(2, 200).map((n) => `Hot (${n})`)]
        )
        // Whole stems: the 200 drafts of one stem do not fit beside the 200 others.
        assert.deepStrictEqual(yield* transactionsOf(placed[0]?.projectId as Task["projectId"]), [200, 200])
      })
    )

    it.effect("is never larger than 256, however many wait for one name", () =>
      Effect.gen(function* () {
        const { open, tasks } = yield* heldWriter()
        const drafts = yield* draftsOf(Array.range(1, 600).map(() => "Hot"))
        const all = yield* Effect.forkChild(placeAll(tasks, drafts))
        yield* asked
        yield* open
        assert.isTrue((yield* Fiber.join(all)).every(Exit.isSuccess))
        assert.deepStrictEqual(yield* transactionsOf(drafts[0]?.projectId as Task["projectId"]), [256, 256, 88])
      })
    )

    it.effect("sends no more than some megabytes of prompts, however few their drafts", () =>
      Effect.gen(function* () {
        const { open, tasks } = yield* heldWriter()
        const drafts = (yield* draftsOf(["Long", "Long", "Long", "Long", "Other", "Other"])).map(
          ({ revisions: [revision], ...draft }): Draft => ({
            ...draft,
            revisions: [{ ...revision, systemPrompt: "x".repeat(1_500_000) }]
          })
        )
        const all = yield* Effect.forkChild(placeAll(tasks, drafts))
        yield* asked
        yield* open
        assert.isTrue((yield* Fiber.join(all)).every(Exit.isSuccess))
        assert.deepStrictEqual(yield* transactionsOf(drafts[0]?.projectId as Task["projectId"]), [2, 2, 2])
      })
    )

    it.effect("tells drafts of one id for two projects apart", () =>
      Effect.gen(function* () {
        const { open, tasks } = yield* heldWriter()
        const [one] = (yield* draftsOf(["Foo"])) as [Draft]
        const [other] = (yield* draftsOf(["Foo"])) as [Draft]
        const drafts = [one, { ...other, id: one.id }]
        const all = yield* Effect.forkChild(placeAll(tasks, drafts))
        yield* asked
        yield* open
        for (const [index, exit] of (yield* Fiber.join(all)).entries()) {
          const placed = Option.getOrThrow(Exit.getSuccess(exit))
          assert.strictEqual(placed.projectId, drafts[index]?.projectId)
          assert.deepStrictEqual(yield* tasks.find(placed.projectId, placed.id), Option.some(placed))
        }
      })
    )

    it.effect("is told apart from other drafts of its callers: answers are those of the drafts asked for", () =>
      Effect.gen(function* () {
        const { open, tasks } = yield* heldWriter()
        const drafts = yield* draftsOf(Array.range(1, 60).map((n) => `Name ${n % 7}`))
        const all = yield* Effect.forkChild(placeAll(tasks, drafts))
        yield* asked
        yield* open
        for (const [index, exit] of (yield* Fiber.join(all)).entries()) {
          const { name, ...task } = Option.getOrThrow(Exit.getSuccess(exit))
          const { wantedName, ...draft } = drafts[index] as Draft
          assert.deepStrictEqual(task, draft)
          assert.isTrue(name.startsWith(wantedName))
          assert.deepStrictEqual(yield* tasks.find(task.projectId, task.id), Option.some({ ...task, name }))
        }
      })
    )
  })

  // The clock of these tests stands still: what waited for a timer would never be answered.
  it.effect("is written at once for a lone draft on an idle server", () =>
    Effect.gen(function* () {
      const { tasks } = yield* newNode()
      const drafts = yield* draftsOf(["Foo", "Foo", "Bar"])
      const placed = yield* Effect.forEach(drafts, tasks.place)
      assert.deepStrictEqual(
        placed.map(({ name }) => `${name}`),
        ["Foo", "Foo (2)", "Bar"]
      )
    }).pipe(
      Effect.scoped,
      Effect.provide(Database.layerMigrated.pipe(Layer.provideMerge(onPostgres18)), { local: true })
    )
  )
})

describe("the queue", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("is bounded: past it callers are refused at once, with nothing stored, and the others are served", () =>
      Effect.gen(function* () {
        const { open, tasks } = yield* heldWriter({ waiting: 10 })
        const drafts = yield* draftsOf(Array.range(1, 10).map((n) => `Name ${n}`))
        const served = yield* Effect.forkChild(placeAll(tasks, drafts))
        yield* asked
        // The gate is still closed: nobody waited for a writer to hear this.
        for (const exit of yield* placeAll(tasks, yield* draftsOf(["Late", "Later"]))) {
          assert.deepInclude(failureOf(exit), { _tag: "Unavailable", outcome: "nothing stored" })
        }
        yield* open
        assert.isTrue((yield* Fiber.join(served)).every(Exit.isSuccess))
        assert.isTrue((yield* placeAll(tasks, yield* draftsOf(["Now"]))).every(Exit.isSuccess))
      })
    )

    it.effect("answers by the deadline; what is told to be unknown is found out with the same draft", () =>
      Effect.gen(function* () {
        const deadline = 400
        const { first, open, sql, tasks, writing } = yield* heldWriter({ deadline })
        const drafts = yield* draftsOf(["Foo", "Foo", "Bar"])
        const [exits, written] = yield* inTime(
          deadline,
          Effect.all([placeAll(tasks, drafts), Fiber.await(writing)], { concurrency: "unbounded" })
        )
        assert.deepInclude(failureOf(written), { _tag: "Unavailable", outcome: "unknown" })
        for (const exit of exits) assert.propertyVal(failureOf(exit), "_tag", "Unavailable")
        yield* open
        const retried = yield* Effect.retry(tasks.place(first), { times: 20 })
        assert.strictEqual(retried.name, "First")
        yield* until(sessionsWaiting, 0)
        const stored = yield* sql<{ readonly id: string }>`
          select id from offshoot.tasks where project_id in (${first.projectId}, ${drafts[0]?.projectId ?? ""})`
        assert.strictEqual(stored.filter(({ id }) => id === first.id).length, 1)
        const unstored = drafts.filter((_, index) => {
          const failure = failureOf(exits[index])
          return Predicate.hasProperty(failure, "outcome") && failure.outcome === "nothing stored"
        })
        for (const { id } of unstored)
          assert.notInclude(
            stored.map((row) => row.id),
            id
          )
      })
    )

    it.effect("tries a draft that loses its name each time eight times, and then tells that nothing is stored", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const { tasks } = yield* newNode()
        yield* sql`create sequence offshoot.losses`
        yield* sql`
          create function offshoot.lose() returns trigger language plpgsql as $$
          begin perform nextval('offshoot.losses'); return null; end $$`
        yield* sql`
          create trigger lose before insert on offshoot.tasks for each row
          when (new.name like 'Lost%') execute function offshoot.lose()`
        const [lost, ...others] = yield* placeAll(tasks, yield* draftsOf(["Lost", "Foo", "Foo", "Bar"]))
        assert.deepInclude(failureOf(lost), { _tag: "Unavailable", outcome: "nothing stored" })
        assert.isTrue(others.every(Exit.isSuccess))
        const [losses] = yield* sql<{ readonly count: number }>`
          select last_value::integer as count from offshoot.losses`
        assert.strictEqual(losses?.count, 8)
      })
    )

    it.effect("holds nothing back from a caller that has to retry what is stored already", () =>
      Effect.gen(function* () {
        const { tasks } = yield* newNode()
        const { remove } = yield* hands
        const [draft] = yield* draftsOf(["Foo"])
        const placed = yield* tasks.place(draft as Draft)
        const again = yield* placeAll(
          tasks,
          Array.range(1, 30).map(() => draft as Draft)
        )
        for (const exit of again) assert.deepStrictEqual(exit, Exit.succeed(placed))
        yield* remove(placed)
        for (const exit of yield* placeAll(tasks, [draft as Draft])) {
          assert.propertyVal(failureOf(exit), "_tag", "TaskNotFound")
        }
      })
    )
  })
})
