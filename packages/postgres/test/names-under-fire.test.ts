import { assert, describe, it } from "@effect/vitest"
import { type Draft, family, freeName, nameDraft, type ProjectId, type Task, TaskName, Tasks } from "@offshoot/core"
import { hasCompilingPostgres, hasPgbouncer } from "@offshoot/postgres-live"
import { Array, Effect, Exit, Fiber, Layer, Option, Redacted, Result } from "effect"
import { SqlClient } from "effect/sql"
import { familyKey } from "../src/placing/family-queue.ts"
import { insertParameters, insertTasks } from "../src/task-rows.ts"
import { pgbouncer } from "./between.ts"
import { Database, live, onCompilingPostgres, onPostgres18 } from "./databases.ts"
import { draftFor, newProject } from "./drafts.ts"
import { hands, layerPorts } from "./hands.ts"
import { newNode, nodeName } from "./nodes.ts"
import { advisoryLocks, closeTable, openSession, sessionsWaiting, until } from "./sessions.ts"

const inCi = process.env["CI"] !== undefined
/** What the database itself says once all sessions of nodes have ended: no double name, no deadlock, no lock, no session. */
const assertClean = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* until(
    `select count(*)::integer from pg_stat_activity
     where datname = current_database() and application_name in ('${nodeName}', 'another program') and pid <> pg_backend_pid()`,
    0
  )
  const [row] = yield* sql.unsafe(`
    select
      (select count(*)::integer from (
        select from offshoot.tasks where deleted is null group by project_id, name having count(*) > 1
      ) as doubled) as doubles,
      (select deadlocks::integer from pg_stat_database where datname = current_database()) as deadlocks,
      (${advisoryLocks}) as locks`)
  assert.deepStrictEqual(row, { doubles: 0, deadlocks: 0, locks: 0 })
})

/** Clones are all answered, each is stored once with one revision, and as it was answered but for what renamed or deleted it. */
const assertStored = Effect.fnUntraced(function* (placed: ReadonlyArray<Task>, changed: ReadonlySet<string>) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<{ readonly id: string; readonly name: string; readonly revisions: number }>`
    select id, name, (
      select count(*)::integer from offshoot.task_revisions revision
      where revision.project_id = task.project_id and revision.task_id = task.id
    ) as revisions
    from offshoot.tasks task where id = any(${placed.map(({ id }) => id)}::uuid[])`
  const byId = new Map(rows.map((row) => [row.id, row]))
  assert.strictEqual(rows.length, placed.length)
  for (const { id, name } of placed) {
    assert.strictEqual(byId.get(id)?.revisions, 1)
    if (!changed.has(id)) assert.strictEqual(byId.get(id)?.name, name)
  }
})

/** Another program that inserts without any lock, with the stem and ordinal of core. */
const plainWriter = Effect.fnUntraced(function* (tasks: Tasks["Service"], draft: Draft) {
  const sql = yield* SqlClient.SqlClient
  for (let tries = 0; tries < 200; tries++) {
    const taken = yield* tasks.taken(draft.projectId, family(draft.wantedName))
    const task = nameDraft(draft, Result.getOrThrow(freeName(draft.wantedName, taken)))
    const inserted = yield* sql.unsafe(insertTasks, insertParameters([task]))
    if (inserted.length > 0) return task
  }
  return yield* Effect.die("a plain writer never got a name")
})

/** One family, for which nodes, plain writers, renames and deletions compete. */
const competition = Effect.fnUntraced(function* (
  nodes: ReadonlyArray<{ readonly tasks: Tasks["Service"] }>,
  rounds: number
) {
  const direct = yield* Tasks
  const sql = yield* SqlClient.SqlClient
  const { remove, rename } = yield* hands
  const projectId = yield* newProject
  const changed = new Set<string>()
  const placed: Array<Task> = []
  let over = false
  let refused = 0

  const clones = Effect.forEach(
    Array.range(1, rounds),
    (round) =>
      Effect.forEach(
        nodes,
        ({ tasks }, index) =>
          Effect.forEach(
            Array.range(1, 12),
            (n) =>
              Effect.gen(function* () {
                const wanted = n % 4 === 0 ? `Foo (${(round + index) % 30})` : n % 4 === 1 ? `Bar ${n}` : "Foo"
                const draft = yield* draftFor(projectId, wanted)
                // Who loses to writers without lock time and again is told so, and repeats.
                const task = yield* Effect.retry(tasks.place(draft), {
                  times: 10,
                  while: (error) => {
                    refused++
                    return error._tag === "Unavailable" && error.outcome === "nothing stored"
                  }
                })
                placed.push(task)
              }),
            { concurrency: "unbounded" }
          ),
        { concurrency: "unbounded", discard: true }
      ),
    { discard: true }
  )
  const writers = Effect.forEach(
    Array.range(1, 2),
    () =>
      Effect.gen(function* () {
        while (!over) yield* plainWriter(direct, yield* draftFor(projectId, "Foo"))
      }),
    { concurrency: "unbounded" }
  )
  /** Renames into the family and out of it, and deletes, so that names become free at any moment. */
  const changes = Effect.gen(function* () {
    for (let step = 0; !over; step++) {
      const rows = yield* sql<{ readonly id: Task["id"]; readonly name: string }>`
        select id, name from offshoot.tasks
        where project_id = ${projectId}::uuid and deleted is null order by random() limit 1`
      const [row] = rows
      if (row === undefined) {
        yield* Effect.sleep("1 millis")
        continue
      }
      changed.add(row.id)
      if (step % 3 === 0) yield* remove({ ...row, projectId })
      else {
        const name = step % 3 === 1 ? `Foo (${2 + (step % 40)})` : `Aside ${row.id.slice(0, 20)}`
        // The name may be taken: then this program is refused, as anybody is.
        yield* Effect.ignore(rename({ ...row, projectId }, TaskName.make(name)))
      }
    }
  })
  const noise = yield* Effect.forEach([writers, changes], (work) => Effect.forkChild(work))
  yield* clones
  over = true
  yield* Effect.forEach(noise, Fiber.join)

  assert.strictEqual(placed.length, rounds * nodes.length * 12)
  assert.isAtMost(refused, placed.length / 10)
  yield* assertStored(placed, changed)
})

/** 40 hot stems: each node has callers for each of them, who clone again and again until all have cloned that often. */
const hotStems = Effect.fnUntraced(function* (
  nodes: ReadonlyArray<{ readonly tasks: Tasks["Service"] }>,
  total: number
) {
  const projectId = yield* newProject
  const stems = Array.range(1, 40)
  const namesOf = new Map<string, Array<string>>(stems.map((stem) => [`Stem ${stem}`, []]))
  const done = nodes.map(() => 0)
  let begun = 0
  const caller = Effect.fnUntraced(function* (tasks: Tasks["Service"], node: number, stem: string) {
    while (begun++ < total) {
      const { name } = yield* tasks.place(yield* draftFor(projectId, stem))
      namesOf.get(stem)?.push(name)
      done[node] = (done[node] ?? 0) + 1
    }
  })
  yield* Effect.forEach(
    nodes.flatMap(({ tasks }, node) => [...stems, ...stems].map((stem) => ({ tasks, node, stem: `Stem ${stem}` }))),
    ({ node, stem, tasks }) => caller(tasks, node, stem),
    { concurrency: "unbounded" }
  )
  for (const [stem, names] of namesOf) {
    assert.sameMembers(
      names,
      names.map((_, index) => (index === 0 ? stem : `${stem} (${index + 1})`))
    )
  }
  for (const count of done) assert.isAtLeast(count, total / 5)
})

const twoNodes = (options: Parameters<typeof newNode>[0] = {}) => Effect.all([newNode(options), newNode(options)])

describe("names for which nodes, plain writers, renames and deletions compete", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("are unique, and every clone gets one", () =>
      twoNodes().pipe(
        Effect.flatMap((nodes) => competition(nodes, inCi ? 150 : 15)),
        Effect.scoped,
        Effect.andThen(assertClean)
      )
    )

    it.effect("of 40 hot stems are all given, with a share for each node", () =>
      twoNodes().pipe(
        Effect.flatMap((nodes) => hotStems(nodes, inCi ? 20_000 : 3000)),
        Effect.scoped,
        Effect.andThen(assertClean)
      )
    )
  })
})

/** Many clones of a few names, of one role with these settings on two nodes. */
const anyRole = Effect.fnUntraced(function* (
  startupParameters: Readonly<Record<string, string>>,
  [rounds, total]: readonly [rounds: number, total: number]
) {
  const nodes = yield* twoNodes({ startupParameters })
  const names = Object.keys(startupParameters)
  const rows = yield* nodes[0].sql<{ readonly name: string; readonly setting: string }>`
    select name, setting from pg_settings where name = any(${names})`
  assert.deepStrictEqual(Object.fromEntries(rows.map(({ name, setting }) => [name, setting])), startupParameters)
  yield* competition(nodes, rounds)
  yield* hotStems(nodes, total)
  const projectId = yield* newProject
  const placed = yield* Effect.forEach(
    Array.range(1, 100),
    (n) => Effect.flatMap(draftFor(projectId, "Foo"), (nodes[n % 2] ?? nodes[0]).tasks.place),
    { concurrency: "unbounded" }
  )
  assert.sameMembers(
    placed.map(({ name }) => `${name}`),
    ["Foo", ...Array.range(2, 100).map((n) => `Foo (${n})`)]
  )
})

describe("a role with other settings", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("gets the same names: serializable by default, with neither index scans nor nested loops", () =>
      anyRole(
        { default_transaction_isolation: "serializable", enable_indexscan: "off", enable_nestloop: "off" },
        inCi ? [40, 10_000] : [5, 1500]
      ).pipe(Effect.scoped, Effect.andThen(assertClean))
    )
  })
})

describe.skipIf(!hasCompilingPostgres)("a server with JIT", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onCompilingPostgres)),
    live
  )((it) => {
    it.effect("gives the same names, though it compiles every query", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const [row] = yield* sql`select pg_jit_available() as available`
        assert.deepStrictEqual(row, { available: true })
        yield* anyRole({ jit: "on", jit_above_cost: "0" }, inCi ? [5, 1500] : [2, 400])
      }).pipe(Effect.scoped, Effect.andThen(assertClean))
    )
  })
})

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

describe.skipIf(!hasPgbouncer)("names behind PgBouncer in transaction mode", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("are unique, and every clone gets one", () =>
      Effect.gen(function* () {
        const options = yield* pgbouncer
        assert.notStrictEqual(Redacted.value(options.url), Redacted.value((yield* Database).url))
        const nodes = yield* Effect.all([newNode(options), newNode(options), newNode()])
        yield* competition(nodes, inCi ? 100 : 8)
        yield* hotStems(nodes.slice(0, 2), inCi ? 10_000 : 1500)
        // PgBouncer's sessions live on, and keep no lock.
        yield* until(advisoryLocks, 0)
      }).pipe(Effect.scoped, Effect.andThen(assertClean))
    )

    it.effect("are those of the host's transaction there", () =>
      Effect.gen(function* () {
        const { sql, tasks } = yield* newNode(yield* pgbouncer)
        const projectId = yield* newProject
        const drafts = yield* Effect.forEach(Array.range(1, 5), () => draftFor(projectId, "Foo"))
        const placed = yield* Effect.forEach(
          drafts,
          (draft, index) =>
            sql
              .withTransaction(
                Effect.tap(tasks.place(draft), () =>
                  index === 2 ? Effect.fail("the host rolls back" as const) : Effect.void
                )
              )
              .pipe(Effect.option),
          { concurrency: "unbounded" }
        )
        const names = placed.flatMap((task) => (Option.isSome(task) ? [`${task.value.name}`] : []))
        assert.sameMembers(names, ["Foo", ...Array.range(2, 4).map((n) => `Foo (${n})`)])
        yield* until(advisoryLocks, 0)
      }).pipe(Effect.scoped, Effect.andThen(assertClean))
    )
  })
})
