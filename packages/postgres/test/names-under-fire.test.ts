import { assert, describe, it } from "@effect/vitest"
import { type Draft, family, freeName, nameDraft, type Task, TaskName, Tasks } from "@offshoot/core"
import { hasCompilingPostgres, hasPgbouncer } from "@offshoot/postgres-live"
import { Array, Effect, Fiber, Layer, Option, Redacted, Result } from "effect"
import { SqlClient } from "effect/sql"
import { insertParameters, insertTasks } from "../src/task-rows.ts"
import { assertClean } from "./assert-clean.ts"
import { pgbouncer } from "./between.ts"
import { Database, live, onCompilingPostgres, onPostgres18 } from "./databases.ts"
import { draftFor, newProject } from "./drafts.ts"
import { hands, layerPorts } from "./hands.ts"
import { newNode } from "./nodes.ts"
import { advisoryLocks, until } from "./sessions.ts"

const inCi = process.env["CI"] !== undefined

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
