import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { type Draft, nameDraft, type ShortId, type Task, TaskName } from "@offshoot/core"
import { Effect, Exit, Fiber, Layer, Option, Predicate, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { networked } from "../between.ts"
import { Database, live, onPostgres18 } from "../databases.ts"
import { draftFor, newProject } from "../drafts.ts"
import { hands, layerPorts } from "../hands.ts"
import { newNode } from "../nodes.ts"
import { closeTable, openSession, sessionsWaiting, until } from "../sessions.ts"

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

const draftsOf = (wantedNames: ReadonlyArray<string>) =>
  Effect.flatMap(newProject, (projectId) => Effect.forEach(wantedNames, (name) => draftFor(projectId, name)))

/** The sizes of the transactions that wrote a project's tasks. */
const transactionsOf = (projectId: Task["projectId"]) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{ readonly size: number }>`
        select count(*)::integer as size from offshoot.tasks where project_id = ${projectId}::uuid group by xmin::text
        order by min(xmin::text::bigint)`,
      (rows) => rows.map(({ size }) => size)
    )
  )

/**
 * One node with one writer, which is held in the middle of a group of one draft: what is asked for now has to wait for
 * the next group.
 */
const heldWriter = Effect.fnUntraced(function* (options: Parameters<typeof newNode>[0] = {}) {
  const node = yield* newNode({ writers: 1, ...options })
  const gate = yield* closeTable("task_revisions", "exclusive")
  const [first] = yield* draftsOf(["First"])
  const writing = yield* Effect.forkChild(node.tasks.place(first as Draft))
  yield* until(sessionsWaiting, 1)
  return { ...node, first: first as Draft, writing, open: gate.open }
})

const placeAll = (
  tasks: { readonly place: (draft: Draft) => Effect.Effect<Task, unknown> },
  drafts: ReadonlyArray<Draft>
) => Effect.forEach(drafts, (draft) => Effect.exit(tasks.place(draft)), { concurrency: "unbounded" })

const failureOf = (exit: Exit.Exit<unknown, unknown> | undefined) =>
  exit !== undefined && Exit.isFailure(exit) ? Option.getOrUndefined(Exit.findErrorOption(exit)) : undefined

const asked = Effect.gen(function* () {
  // Forked callers have asked once they had their turns.
  for (let turn = 0; turn < 10; turn++) yield* Effect.yieldNow
})

describe("a group", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("has all drafts that arrived while another one was written, up to 256, in one transaction", () =>
      Effect.gen(function* () {
        const { open, tasks, writing } = yield* heldWriter()
        const drafts = yield* draftsOf([
          ...numbers(1, 200).map((n) => `Name ${n}`),
          ...numbers(1, 200).map(() => "Hot")
        ])
        const all = yield* Effect.forkChild(placeAll(tasks, drafts))
        yield* asked
        yield* open
        yield* Fiber.join(writing)
        const placed = (yield* Fiber.join(all)).map((exit) => Exit.getSuccess(exit).pipe(Option.getOrThrow))
        assert.sameMembers(
          placed.map(({ name }) => `${name}`),
          [...numbers(1, 200).map((n) => `Name ${n}`), "Hot", ...numbers(2, 200).map((n) => `Hot (${n})`)]
        )
        // Whole stems: the 200 drafts of one stem do not fit beside the 200 others.
        assert.deepStrictEqual(yield* transactionsOf(placed[0]?.projectId as Task["projectId"]), [200, 200])
      })
    )

    it.effect("is never larger than 256, however many wait for one name", () =>
      Effect.gen(function* () {
        const { open, tasks } = yield* heldWriter()
        const drafts = yield* draftsOf(numbers(1, 600).map(() => "Hot"))
        const all = yield* Effect.forkChild(placeAll(tasks, drafts))
        yield* asked
        yield* open
        assert.isTrue((yield* Fiber.join(all)).every(Exit.isSuccess))
        assert.deepStrictEqual(yield* transactionsOf(drafts[0]?.projectId as Task["projectId"]), [256, 256, 88])
      })
    )

    it.effect("is told apart from other drafts of its callers: answers are those of the drafts asked for", () =>
      Effect.gen(function* () {
        const { open, tasks } = yield* heldWriter()
        const drafts = yield* draftsOf(numbers(1, 60).map((n) => `Name ${n % 7}`))
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

describe("a draft that breaks its group's statement", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    const failsAlone = Effect.fnUntraced(function* (bad: (draft: Draft) => Draft) {
      const { open, tasks } = yield* heldWriter()
      const drafts = (yield* draftsOf(numbers(1, 20).map((n) => `Name ${n % 4}`))).map((draft, index) =>
        index === 3 || index === 12 ? bad(draft) : draft
      )
      const all = yield* Effect.forkChild(placeAll(tasks, drafts))
      yield* asked
      yield* open
      const exits = yield* Fiber.join(all)
      for (const [index, exit] of exits.entries()) {
        if (index === 3 || index === 12) assert.propertyVal(failureOf(exit), "_tag", "Fault")
        else assert.isTrue(Exit.isSuccess(exit), `the draft ${index} is placed`)
      }
      const stored = yield* transactionsOf(drafts[0]?.projectId as Task["projectId"])
      assert.strictEqual(
        stored.reduce((sum, size) => sum + size, 0),
        18
      )
      // And the writer goes on.
      assert.isTrue(Exit.isSuccess(yield* Effect.exit(tasks.place((yield* draftsOf(["Next"]))[0] as Draft))))
    })

    it.effect("fails alone where a trigger refuses its name", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`
          create function offshoot.refuse() returns trigger language plpgsql as $$
          begin raise exception 'no'; end $$`
        yield* sql`
          create trigger refuse before insert on offshoot.tasks for each row
          when (new.name like 'Poison%') execute function offshoot.refuse()`
        yield* failsAlone((draft) => ({ ...draft, wantedName: TaskName.make("Poison") }))
      })
    )

    it.effect("tells what was wrong, but nothing of what the draft holds", () =>
      Effect.gen(function* () {
        const secret = "what nobody may read in a log"
        const sql = yield* SqlClient.SqlClient
        const [{ database } = { database: "" }] = yield* sql<{
          database: string
        }>`select current_database() as database`
        yield* sql.unsafe(`alter database ${database} set log_parameter_max_length_on_error = -1`)
        yield* sql`alter table offshoot.task_revisions add check (system_prompt !~ 'nobody')`
        const { tasks, taskCollection } = yield* newNode()
        const [draft] = yield* draftsOf(["Foo"])
        const [revision] = (draft as Draft).revisions
        const secretive: Draft = { ...(draft as Draft), revisions: [{ ...revision, systemPrompt: secret }] }
        const refusals = [
          yield* Effect.flip(tasks.place(secretive)),
          yield* Effect.flip(taskCollection.insert(nameDraft(secretive, secretive.wantedName)))
        ]
        for (const refusal of refusals) {
          const shown = inspect(refusal, { depth: 20 })
          assert.include(shown, "task_revisions_system_prompt_check")
          assert.notInclude(shown, secret)
        }
      })
    )

    it.effect("fails alone where Postgres refuses a value", () =>
      failsAlone((draft) => ({ ...draft, description: "a\0b" }))
    )

    it.effect("fails alone where a value can not even be sent", () =>
      failsAlone((draft) => ({ ...draft, created: Number.NaN }))
    )

    it.effect("fails alone where its id is none", () =>
      failsAlone((draft) => ({ ...draft, id: "no uuid" as Draft["id"] }))
    )
  })
})

describe("a caller that is interrupted", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("takes a draft back that no group has, and leaves the others theirs", () =>
      Effect.gen(function* () {
        const { open, tasks } = yield* heldWriter()
        const drafts = yield* draftsOf(numbers(1, 9).map(() => "Foo"))
        const fibers = yield* Effect.forEach(drafts, (draft) => Effect.forkChild(tasks.place(draft)))
        yield* asked
        yield* Effect.forEach([0, 4, 8], (index) => Fiber.interrupt(fibers[index] as Fiber.Fiber<Task, unknown>))
        yield* open
        const others = fibers.filter((_, index) => index % 4 !== 0)
        const names = (yield* Effect.forEach(others, Fiber.join)).map(({ name }) => `${name}`)
        assert.deepStrictEqual(names, ["Foo", ...numbers(2, 6).map((n) => `Foo (${n})`)])
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
        const drafts = yield* draftsOf(numbers(1, 9).map(() => "Foo"))
        const fibers = yield* Effect.forEach(drafts, (draft) => Effect.forkChild(tasks.place(draft)))
        yield* until(sessionsWaiting, 1)
        yield* Effect.forEach([0, 4, 8], (index) => Fiber.interrupt(fibers[index] as Fiber.Fiber<Task, unknown>))
        yield* gate.open
        const others = fibers.filter((_, index) => index % 4 !== 0)
        yield* Effect.forEach(others, Fiber.join)
        const names = yield* Effect.forEach(drafts, ({ id, projectId }) =>
          Effect.map(tasks.find(projectId, id), (found) => `${Option.getOrThrow(found).name}`)
        )
        assert.sameMembers(names, ["Foo", ...numbers(2, 9).map((n) => `Foo (${n})`)])
      })
    )
  })
})

describe("a writer", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("outlives a login that can not be had for a while, of which its callers are told at once", () =>
      Effect.gen(function* () {
        const { url } = yield* Database
        const { password } = new URL(Redacted.value(url))
        let isHad = false
        const { tasks } = yield* newNode({
          password: Effect.suspend(() => (isHad ? Effect.succeed(Redacted.make(password)) : Effect.die("no login")))
        })
        const drafts = yield* draftsOf(numbers(1, 20).map((n) => `Name ${n}`))
        for (const exit of yield* placeAll(tasks, drafts)) assert.propertyVal(failureOf(exit), "_tag", "Fault")
        isHad = true
        assert.isTrue((yield* placeAll(tasks, drafts)).every(Exit.isSuccess))
      })
    )

    it.effect("tells its callers of a login that is refused, and goes on with the one that is not", () =>
      Effect.gen(function* () {
        const { url } = yield* Database
        const { password } = new URL(Redacted.value(url))
        let given = "wrong"
        let logins = 0
        const { shares, tasks } = yield* newNode({
          password: Effect.sync(() => {
            logins++
            return Redacted.make(given)
          })
        })
        const drafts = yield* draftsOf(numbers(1, 20).map((n) => `Name ${n}`))
        for (const exit of yield* placeAll(tasks, drafts)) assert.propertyVal(failureOf(exit), "_tag", "Fault")
        const reads = Effect.forEach(drafts, () => Effect.exit(shares.find("none" as ShortId)), {
          concurrency: "unbounded"
        })
        for (const exit of yield* reads) assert.propertyVal(failureOf(exit), "_tag", "Fault")
        // Not one for each caller: a directory that counts them would lock the user out.
        assert.isAtMost(logins, 6)
        given = password
        assert.isTrue((yield* placeAll(tasks, drafts)).every(Exit.isSuccess))
        assert.isTrue((yield* reads).every(Exit.isSuccess))
      })
    )

    it.effect("tells its callers of a right that it has not, and of a database that lets nobody in", () =>
      Effect.gen(function* () {
        const { url } = yield* Database
        const session = yield* openSession
        const address = new URL(Redacted.value(url))
        const refused = (database: string, username: string) =>
          Effect.gen(function* () {
            const there = Object.assign(new URL(address), { pathname: `/${database}`, username, password: "password" })
            const { tasks } = yield* newNode({ url: Redacted.make(there.href) })
            const [exit] = yield* placeAll(tasks, yield* draftsOf(["Foo"]))
            assert.propertyVal(failureOf(exit), "_tag", "Fault")
          })
        const role = `stranger_${crypto.randomUUID().replaceAll("-", "")}`
        yield* session.query(`create role ${role} login password 'password'`)
        yield* session.query(`revoke connect on database ${address.pathname.slice(1)} from public`)
        yield* refused(address.pathname.slice(1), role)
        yield* session.query(`drop role ${role}`)
        yield* refused("template0", "postgres")
      })
    )
  })
})

describe("the queue", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("is bounded: past it callers are refused at once, with nothing stored, and the others are served", () =>
      Effect.gen(function* () {
        const { open, tasks } = yield* heldWriter({ waiting: 10 })
        const drafts = yield* draftsOf(numbers(1, 10).map((n) => `Name ${n}`))
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
        const { first, open, sql, tasks, writing } = yield* heldWriter({ deadline: 400 })
        const drafts = yield* draftsOf(["Foo", "Foo", "Bar"])
        const exits = yield* placeAll(tasks, drafts)
        assert.deepInclude(failureOf(yield* Fiber.await(writing)), { _tag: "Unavailable", outcome: "unknown" })
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

    it.effect("holds nothing back from a caller that has to retry what is stored already", () =>
      Effect.gen(function* () {
        const { tasks } = yield* newNode()
        const { remove } = yield* hands
        const [draft] = yield* draftsOf(["Foo"])
        const placed = yield* tasks.place(draft as Draft)
        const again = yield* placeAll(
          tasks,
          numbers(1, 30).map(() => draft as Draft)
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
