import { assert, describe, it } from "@effect/vitest"
import { type Draft, nameDraft, type ProjectId, type Tasks } from "@offshoot/core"
import { Array, Effect, Exit, Fiber, Layer, Option } from "effect"
import { familyKey } from "../src/placing/family-queue.ts"
import { insertParameters, insertTasks } from "../src/task-rows.ts"
import { assertClean } from "./assert-clean.ts"
import { live, onPostgres18 } from "./databases.ts"
import { draftFor, newProject } from "./drafts.ts"
import { layerPorts } from "./hands.ts"
import { newNode } from "./nodes.ts"
import { closeTable, openSession, sessionsWaiting, until } from "./sessions.ts"

const inCi = process.env["CI"] !== undefined

describe("somebody who holds a stem and stalls", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    const otherStems = Effect.fnUntraced(function* (tasks: Tasks["Service"], projectId: ProjectId, deadline: number) {
      for (const round of Array.range(1, 5)) {
        const before = Date.now()
        yield* Effect.forEach(
          Array.range(1, 30),
          (n) => Effect.flatMap(draftFor(projectId, `Other ${round} ${n}`), tasks.place),
          { concurrency: "unbounded" }
        )
        assert.isBelow(Date.now() - before, deadline / 2)
      }
    })

    const stall = Effect.fnUntraced(function* (
      options: Parameters<typeof newNode>[0],
      hold: (session: Effect.Success<typeof openSession>, draft: Draft) => Effect.Effect<unknown, unknown>
    ) {
      const { tasks } = yield* newNode(options)
      const projectId = yield* newProject
      const foos = yield* Effect.forEach(Array.range(1, 5), () => draftFor(projectId, "Foo"))
      const holder = yield* openSession
      yield* holder.query("begin")
      yield* Effect.orDie(hold(holder, foos[0] as Draft))
      const held = yield* Effect.forkChild(
        Effect.forEach(foos, (draft) => Effect.exit(tasks.place(draft)), { concurrency: "unbounded" })
      )
      yield* otherStems(tasks, projectId, options?.deadline ?? 10_000)
      assert.isUndefined(held.pollUnsafe())
      // Its own callers are told in bounded time.
      const exits = yield* Fiber.join(held)
      for (const exit of exits) {
        assert.isTrue(Exit.isFailure(exit))
        assert.propertyVal(Option.getOrUndefined(Exit.findErrorOption(exit)), "_tag", "Unavailable")
      }
      yield* holder.query("rollback")
      const names = yield* Effect.forEach(foos, tasks.place, { concurrency: "unbounded" })
      assert.sameMembers(
        names.map(({ name }) => `${name}`),
        ["Foo", ...Array.range(2, 5).map((n) => `Foo (${n})`)]
      )
    })

    const holdLock = (session: Effect.Success<typeof openSession>, draft: Draft) =>
      session.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [familyKey(draft)])

    const holdName = (session: Effect.Success<typeof openSession>, draft: Draft) => {
      const theirs = nameDraft({ ...draft, id: crypto.randomUUID() as Draft["id"] }, draft.wantedName)
      return session.query(insertTasks, insertParameters([theirs]))
    }

    it.effect("with its lock, or with a name but no lock, delays no clone of another stem", () =>
      Effect.forEach(
        [
          () => stall({ deadline: 8000 }, holdLock),
          () => stall({ deadline: 8000, writers: 1 }, holdLock),
          () => stall({ deadline: 8000, writers: 3 }, holdLock),
          () => stall({ deadline: 8000, maxConnections: 1 }, holdLock),
          () => stall({ deadline: 8000 }, holdName),
          () => stall({ deadline: 8000, writers: 1 }, holdName),
          () => stall({ deadline: 8000, maxConnections: 1 }, holdName)
        ],
        (stalls) => stalls(),
        { concurrency: "unbounded" }
      ).pipe(Effect.scoped, Effect.andThen(assertClean))
    )

    it.effect("with many keeps none waiting that somebody else had for a moment", () =>
      Effect.gen(function* () {
        // To wait for each of the held ones would take longer.
        const { tasks } = yield* newNode({ deadline: 4000 })
        const projectId = yield* newProject
        const foos = yield* Effect.forEach(Array.range(1, 24), (n) => draftFor(projectId, `Foo ${n}`))
        const bar = yield* draftFor(projectId, "Bar")
        const holder = yield* openSession
        const another = yield* openSession
        for (const { query } of [holder, another]) yield* query("begin")
        yield* Effect.orDie(Effect.forEach(foos, (draft) => holdLock(holder, draft)))
        yield* Effect.orDie(holdLock(another, bar))
        const held = yield* Effect.forEach(foos, (draft) => Effect.forkChild(tasks.place(draft)))
        const placed = yield* Effect.forkChild(tasks.place(bar))
        // All were found locked, and one is waited for.
        yield* until(sessionsWaiting, 1)
        yield* another.query("commit")
        assert.strictEqual((yield* Fiber.join(placed)).name, "Bar")
        assert.isTrue(held.every((fiber) => fiber.pollUnsafe() === undefined))
        yield* holder.query("commit")
        yield* Effect.forEach(held, Fiber.await)
      })
    )

    it.effect.each([1, 2])("with many names keeps nobody waiting who wants others, of %d writers", (writers) =>
      Effect.gen(function* () {
        // To wait for each of the held ones as long as for a single one would take longer.
        const { tasks } = yield* newNode({ deadline: 8000, writers })
        const projectId = yield* newProject
        const draftsOf = (name: string, count: number) =>
          Effect.forEach(Array.range(1, count), (n) => draftFor(projectId, `${name} ${n}`))
        const foos = yield* draftsOf("Foo", 40)
        const bars = yield* draftsOf("Bar", 5)
        const holder = yield* openSession
        yield* holder.query("begin")
        yield* Effect.orDie(Effect.forEach(foos, (draft) => holdName(holder, draft)))
        const held = yield* Effect.forEach(foos, (draft) => Effect.forkChild(Effect.exit(tasks.place(draft))))
        const wanted = yield* Effect.forEach(bars, (draft) => Effect.forkChild(tasks.place(draft)))
        const placed = yield* Effect.forEach(wanted, Fiber.join)
        assert.deepStrictEqual(
          placed.map(({ name }) => `${name}`),
          Array.range(1, 5).map((n) => `Bar ${n}`)
        )
        yield* holder.query("rollback")
        yield* Effect.forEach(held, Fiber.join)
      })
    )

    it.effect.runIf(inCi)("with the whole table serves all when it goes on before the deadline", () =>
      Effect.gen(function* () {
        const { tasks } = yield* newNode()
        const projectId = yield* newProject
        const drafts = yield* Effect.forEach(Array.range(1, 4), (n) => draftFor(projectId, `Foo ${n}`))
        const gate = yield* closeTable("tasks", "share")
        const placing = yield* Effect.forkChild(Effect.forEach(drafts, tasks.place, { concurrency: "unbounded" }))
        // Longer than it takes to find it held eight times, if to tell what is held counted, too.
        yield* Effect.sleep("6 seconds")
        yield* gate.open
        assert.lengthOf(yield* Fiber.join(placing), 4)
      })
    )

    it.effect("serves its callers when it goes on in time", () =>
      Effect.gen(function* () {
        const { tasks } = yield* newNode()
        const projectId = yield* newProject
        const foos = yield* Effect.forEach(Array.range(1, 5), () => draftFor(projectId, "Foo"))
        const holder = yield* openSession
        yield* holder.query("begin")
        yield* holdLock(holder, foos[0] as Draft)
        const held = yield* Effect.forkChild(Effect.forEach(foos, tasks.place, { concurrency: "unbounded" }))
        yield* otherStems(tasks, projectId, 10_000)
        yield* holder.query("commit")
        assert.sameMembers(
          (yield* Fiber.join(held)).map(({ name }) => `${name}`),
          ["Foo", ...Array.range(2, 5).map((n) => `Foo (${n})`)]
        )
      })
    )
  })
})
