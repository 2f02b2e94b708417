import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import {
  type Draft,
  OrganizationId,
  Permissions,
  ShareCollection,
  Shares,
  type ShortId,
  TaskCollection,
  Tasks
} from "@offshoot/core"
import { Administration, layerClone } from "@offshoot/postgres"
import { arbitraries } from "@offshoot/testkit"
import { Context, Deferred, Effect, Exit, Fiber, Layer, Option, Scope } from "effect"
import { SqlClient } from "effect/sql"
import fc from "fast-check"
import { familyKey } from "../../src/placing/family-queue.ts"
import { Database, live, onOneConnection, onPostgres18 } from "../databases.ts"
import { draftFor, newProject } from "../drafts.ts"
import { hands, layerPorts } from "../hands.ts"
import { inTime } from "../in-time.ts"
import { newNode } from "../nodes.ts"
import { advisoryLocks, openSession, until } from "../sessions.ts"

const isolationLevels = ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"] as const

/** A transaction of the host's own. */
const hosted = <A, E, R>(
  work: Effect.Effect<A, E, R>,
  isolation: (typeof isolationLevels)[number] = "READ COMMITTED"
) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.provideService(sql.withTransaction(work), SqlClient.BeginTransaction, `BEGIN ISOLATION LEVEL ${isolation}`)
  )

/** A host's change of mind. */
const changesItsMind = Effect.fail("the host rolls back" as const)

const allSettings = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql`select name, setting from pg_settings order by name`
)

/** The advisory locks of this transaction's session. */
const ownLocks = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(
    sql<{ readonly locks: number }>`
      select count(*)::integer as locks from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`,
    ([row]) => row?.locks
  )
)

/** The host's own table, and what it keeps of a name there. */
const note = (name: string) => Effect.flatMap(SqlClient.SqlClient, (sql) => sql`insert into notes values (${name})`)
const notes = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(sql<{ readonly name: string }>`select name from notes order by name`, (rows) =>
    rows.map(({ name }) => name)
  )
)
const emptyNotes = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.andThen(sql`drop table if exists notes`, sql`create table notes (name text)`)
)

/** What the host places fails in this way, for its own reasons. */
const refusals: ReadonlyArray<readonly [string, string, Effect.Effect<Draft, unknown, SqlClient.SqlClient | Tasks>]> = [
  [
    "a task that was deleted since",
    "TaskNotFound",
    Effect.gen(function* () {
      const tasks = yield* Tasks
      const sql = yield* SqlClient.SqlClient
      const draft = yield* draftFor(yield* newProject, "Foo")
      yield* tasks.place(draft)
      yield* sql`update offshoot.tasks set deleted = now() where id = ${draft.id}::uuid`
      return draft
    })
  ],
  [
    "a name of which there are no more copies",
    "NamesExhausted",
    Effect.gen(function* () {
      const tasks = yield* Tasks
      const sql = yield* SqlClient.SqlClient
      const projectId = yield* newProject
      const { id } = yield* tasks.place(yield* draftFor(projectId, "Foo"))
      yield* sql`
        create temporary table ordinals as
        select generate_series(2, 99) as ordinal union all select (10 ^ e)::integer - 1 from generate_series(3, 9) as e`
      yield* sql`
        insert into offshoot.tasks
        select (copy).* from (
          select jsonb_populate_record(task, jsonb_build_object(
            'id', gen_random_uuid(), 'ordinal', ordinals.ordinal, 'name', 'Foo (' || ordinals.ordinal || ')')) as copy
          from offshoot.tasks task, ordinals where task.id = ${id}::uuid
        ) as copies`
      yield* sql`drop table ordinals`
      return yield* draftFor(projectId, "Foo")
    })
  ],
  [
    "a value that Postgres refuses",
    "Fault",
    Effect.map(
      Effect.flatMap(newProject, (projectId) => draftFor(projectId, "Foo")),
      (draft) => ({ ...draft, description: "a\0b" })
    )
  ]
]

describe.each([["many connections", onPostgres18] as const, ...onOneConnection])(
  "a transaction of the host's on %s",
  (_, layerDatabase) => {
    it.layer(
      layerPorts.pipe(Layer.provideMerge(layerDatabase)),
      live
    )((it) => {
      it.effect.each(isolationLevels)("takes its clones with it when it commits (%s)", (isolation) =>
        Effect.gen(function* () {
          const tasks = yield* Tasks
          yield* emptyNotes
          const projectId = yield* newProject
          const drafts = yield* Effect.forEach(["Foo", "Foo", "Bar"], (name) => draftFor(projectId, name))
          const placed = yield* hosted(
            Effect.gen(function* () {
              yield* note("before")
              const all = yield* Effect.forEach(drafts, tasks.place)
              yield* note("after")
              return all
            }),
            isolation
          )
          assert.deepStrictEqual(
            placed.map(({ name }) => `${name}`),
            ["Foo", "Foo (2)", "Bar"]
          )
          for (const task of placed) {
            assert.deepStrictEqual(yield* tasks.find(projectId, task.id), Option.some(task))
          }
          assert.deepStrictEqual(yield* notes, ["after", "before"])
        })
      )

      it.effect.each(isolationLevels)("takes its clones with it when it rolls back (%s)", (isolation) =>
        Effect.gen(function* () {
          const tasks = yield* Tasks
          const projectId = yield* newProject
          const draft = yield* draftFor(projectId, "Foo")
          const reason = yield* Effect.flip(hosted(Effect.andThen(tasks.place(draft), changesItsMind), isolation))
          assert.strictEqual(reason, "the host rolls back")
          assert.deepStrictEqual(yield* tasks.find(projectId, draft.id), Option.none())
          assert.strictEqual((yield* tasks.place(draft)).name, "Foo")
        })
      )

      it.effect.each(isolationLevels)("keeps its settings (%s)", (isolation) =>
        Effect.gen(function* () {
          const tasks = yield* Tasks
          const shares = yield* Shares
          const permissions = yield* Permissions
          const sql = yield* SqlClient.SqlClient
          const projectId = yield* newProject
          const draft = yield* draftFor(projectId, "Foo")
          const share = fc.sample(arbitraries.source(), { numRuns: 1, seed: 3 })[0]?.share
          const target = { organizationId: OrganizationId.make(projectId), projectId }
          yield* hosted(
            Effect.gen(function* () {
              yield* sql`set local lock_timeout = '7s'`
              yield* sql`set local enable_seqscan = on`
              const before = yield* allSettings
              yield* tasks.place(draft)
              assert.deepStrictEqual(yield* allSettings, before)
              yield* tasks
                .place({
                  ...draft,
                  id: yield* Effect.map(draftFor(projectId, "Foo"), ({ id }) => id),
                  description: "\0"
                })
                .pipe(Effect.flip)
              if (share !== undefined) yield* shares.find(share.shortId)
              yield* permissions.allows({ caller: { ...draft.createdBy, scopes: [] }, permission: "view", target })
              assert.deepStrictEqual(yield* allSettings, before)
            }),
            isolation
          )
        })
      )

      it.effect.each(refusals)("goes on after %s, which holds no lock", ([, tag, make]) =>
        Effect.gen(function* () {
          const tasks = yield* Tasks
          yield* emptyNotes
          const draft = yield* make
          const other = yield* draftFor(yield* newProject, "Other")
          yield* hosted(
            Effect.gen(function* () {
              yield* note("before")
              yield* tasks.place(other)
              const refused = yield* Effect.flip(tasks.place(draft))
              assert.strictEqual(refused._tag, tag)
              assert.strictEqual(yield* ownLocks, 1)
              yield* note("after")
            })
          )
          assert.deepStrictEqual(yield* notes, ["after", "before"])
          assert.isTrue(Option.isSome(yield* tasks.find(other.projectId, other.id)))
        })
      )

      it.effect("sees its own uncommitted rows through every port", () =>
        Effect.gen(function* () {
          const tasks = yield* Tasks
          const shares = yield* Shares
          const shareCollection = yield* ShareCollection
          const taskCollection = yield* TaskCollection
          const permissions = yield* Permissions
          const administration = yield* Administration
          const { put } = yield* hands
          const [source] = fc.sample(arbitraries.source(), { numRuns: 1, seed: 11 })
          if (source === undefined) return assert.fail("a source is drawn")
          const { share, task } = source
          const draft = yield* draftFor(task.projectId, "Foo")
          const target = { organizationId: OrganizationId.make(task.projectId), projectId: task.projectId }
          const question = { caller: { ...draft.createdBy, scopes: [] }, permission: "createTask", target } as const
          yield* Effect.flip(
            hosted(
              Effect.gen(function* () {
                yield* put(task)
                yield* shareCollection.insert(share)
                yield* administration.addProject(target)
                yield* administration.grantRole(task.projectId, draft.createdBy, "editor")
                assert.strictEqual(Option.getOrThrow(yield* shares.find(share.shortId)).share.id, share.id)
                assert.isTrue(yield* permissions.allows(question))
                yield* tasks.place(draft)
                assert.isTrue(Option.isSome(yield* tasks.find(task.projectId, draft.id)))
                const { limits, ordinal, stem, window } = {
                  limits: [],
                  ordinal: 1,
                  stem: "Foo",
                  window: { from: 2, to: 99 }
                }
                const taken = yield* tasks.taken(task.projectId, {
                  wanted: draft.wantedName,
                  limits,
                  ordinal,
                  stem,
                  window
                })
                assert.isTrue(taken.has("Foo"))
                const page = Option.getOrThrow(yield* taskCollection.list({ projectId: task.projectId, limit: 9 }))
                assert.includeMembers(
                  page.tasks.map(({ id }) => id),
                  [draft.id]
                )
                return yield* changesItsMind
              })
            )
          )
          assert.deepStrictEqual(yield* shares.find(share.shortId), Option.none())
          assert.isFalse(yield* permissions.allows(question))
          assert.deepStrictEqual(yield* tasks.find(task.projectId, draft.id), Option.none())
        })
      )

      it.effect("places one draft once, however often", () =>
        Effect.gen(function* () {
          const tasks = yield* Tasks
          const draft = yield* draftFor(yield* newProject, "Foo")
          const [one, two] = yield* hosted(Effect.all([tasks.place(draft), tasks.place(draft)]))
          const three = yield* tasks.place(draft)
          assert.deepStrictEqual(two, one)
          assert.deepStrictEqual(three, one)
        })
      )

      it.effect("leaves no lock and no transaction behind", () =>
        Effect.gen(function* () {
          const tasks = yield* Tasks
          const sql = yield* SqlClient.SqlClient
          const draft = yield* draftFor(yield* newProject, "Foo")
          yield* hosted(tasks.place(draft))
          yield* Effect.flip(hosted(Effect.andThen(tasks.place(draft), changesItsMind)))
          const [left] = yield* sql.unsafe<{ readonly count: number }>(advisoryLocks)
          assert.strictEqual(left?.count, 0)
        })
      )
    })
  }
)

describe("transactions of hosts side by side", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    /** A name that somebody else took after this host's snapshot. */
    const afterSnapshot = (isolation: (typeof isolationLevels)[number]) =>
      Effect.gen(function* () {
        const tasks = yield* Tasks
        const sql = yield* SqlClient.SqlClient
        const elsewhere = yield* newNode()
        const projectId = yield* newProject
        const draft = yield* draftFor(projectId, "Foo")
        const theirs = yield* draftFor(projectId, "Foo")
        let tries = 0
        const seen: Array<string> = []
        const name = yield* hosted(
          Effect.gen(function* () {
            tries++
            yield* sql`select count(*) from offshoot.tasks`
            yield* elsewhere.tasks.place(theirs)
            const { name } = yield* Effect.tapError(tasks.place(draft), (error) =>
              Effect.sync(() => seen.push(`${error._tag} ${"outcome" in error ? error.outcome : ""}`))
            )
            // Its own transaction can still be used.
            yield* sql`select 1`
            return name
          }),
          isolation
        ).pipe(Effect.retry({ times: 3, while: (error) => error._tag === "Unavailable" }))
        assert.strictEqual(name, "Foo (2)")
        return { seen, tries }
      })

    it.effect("lose no name in READ COMMITTED", () =>
      Effect.map(afterSnapshot("READ COMMITTED"), ({ tries }) => assert.strictEqual(tries, 1))
    )

    it.effect.each(["REPEATABLE READ", "SERIALIZABLE"] as const)(
      "that lost a name in %s are told that nothing is stored, repeat, and get another",
      (isolation) =>
        Effect.map(afterSnapshot(isolation), ({ seen, tries }) => {
          assert.strictEqual(tries, 2)
          assert.deepStrictEqual(seen, ["Unavailable nothing stored"])
        })
    )

    it.effect.each(isolationLevels)("that deadlock repeat, and both get their names (%s)", (isolation) =>
      Effect.gen(function* () {
        const tasks = yield* Tasks
        const sql = yield* SqlClient.SqlClient
        const projectId = yield* newProject
        const [foo, bar] = yield* Effect.all([Deferred.make<void>(), Deferred.make<void>()])
        const seen: Array<unknown> = []
        const host = Effect.fnUntraced(
          function* (names: readonly [string, string], mine: Deferred.Deferred<void>, theirs: Deferred.Deferred<void>) {
            yield* sql`set local deadlock_timeout = '50ms'`
            const first = yield* tasks.place(yield* draftFor(projectId, names[0]))
            yield* Deferred.succeed(mine, undefined)
            yield* Deferred.await(theirs)
            const second = yield* Effect.tapError(tasks.place(yield* draftFor(projectId, names[1])), (error) =>
              Effect.sync(() => seen.push(error))
            )
            return [first.name, second.name] as ReadonlyArray<string>
          },
          (work) => hosted(work, isolation),
          Effect.retry({ times: 5, while: (error) => error._tag === "Unavailable" })
        )
        const placed = yield* Effect.all([host(["Foo", "Bar"], foo, bar), host(["Bar", "Foo"], bar, foo)], {
          concurrency: "unbounded"
        })
        assert.sameMembers(placed.flat(), ["Foo", "Foo (2)", "Bar", "Bar (2)"])
        assert.isAtLeast(seen.length, 1)
        for (const error of seen) assert.deepInclude(error, { _tag: "Unavailable", outcome: "nothing stored" })
      })
    )

    it.effect("hold their stem until they end, and no other stem", () =>
      Effect.gen(function* () {
        const tasks = yield* Tasks
        for (const [ending, name] of [
          [Effect.void, "Foo (2)"],
          [changesItsMind, "Foo"]
        ] as const) {
          const projectId = yield* newProject
          const [holds, ends] = yield* Effect.all([Deferred.make<void>(), Deferred.make<void>()])
          const mine = yield* draftFor(projectId, "Foo")
          const host = yield* Effect.forkChild(
            Effect.exit(
              hosted(
                Effect.gen(function* () {
                  yield* tasks.place(mine)
                  yield* Deferred.succeed(holds, undefined)
                  yield* Deferred.await(ends)
                  yield* ending
                })
              )
            )
          )
          yield* Deferred.await(holds)
          const same = yield* Effect.forkChild(tasks.place(yield* draftFor(projectId, "Foo")))
          const others = yield* Effect.forEach(["Bar", "Baz", "Qux"], (other) =>
            Effect.flatMap(draftFor(projectId, other), tasks.place)
          )
          assert.strictEqual(others.length, 3)
          assert.isUndefined(same.pollUnsafe())
          yield* Deferred.succeed(ends, undefined)
          yield* Fiber.join(host)
          assert.strictEqual(`${(yield* Fiber.join(same)).name}`, name)
          // The lock ended with its host's transaction.
          yield* until(advisoryLocks, 0)
        }
      })
    )

    it.effect("do not wait past the deadline for a stem that is held elsewhere, and go on", () =>
      Effect.gen(function* () {
        const deadline = 1000
        const { sql, tasks } = yield* newNode({ deadline })
        const projectId = yield* newProject
        const [foo, bar] = yield* Effect.all([draftFor(projectId, "Foo"), draftFor(projectId, "Bar")])
        const holder = yield* openSession
        yield* holder.query("begin")
        yield* holder.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [familyKey(foo)])
        yield* sql.withTransaction(
          Effect.gen(function* () {
            const refused = yield* inTime(deadline, Effect.flip(tasks.place(foo)))
            assert.deepInclude(refused, { _tag: "Unavailable", outcome: "nothing stored" })
            yield* tasks.place(bar)
          })
        )
        assert.isTrue(Option.isSome(yield* tasks.find(projectId, bar.id)))
        yield* holder.query("rollback")
        assert.strictEqual((yield* tasks.place(foo)).name, "Foo")
      })
    )

    it.effect("outlive it when they were made there: they are asked when it is over, too", () =>
      Effect.gen(function* () {
        const { url } = yield* Database
        const client = yield* Layer.build(Layer.fresh(PgClient.layer({ url, maxConnections: 3 })))
        const { withTransaction } = Context.get(client, SqlClient.SqlClient)
        const scope = yield* Scope.Scope
        const made = yield* withTransaction(Layer.buildWithScope(Layer.fresh(layerClone), scope)).pipe(
          Effect.provideContext(client)
        )
        const [tasks, shares] = [Context.get(made, Tasks), Context.get(made, Shares)]
        const draft = yield* draftFor(yield* newProject, "Foo")
        assert.deepStrictEqual(yield* tasks.place(draft), yield* tasks.place(draft))
        // One that cannot be read together with others is read alone.
        const [good, bad] = yield* Effect.forEach(
          ["none", "a\0b"],
          (shortId) => Effect.exit(shares.find(shortId as ShortId)),
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual(good, Exit.succeed(Option.none()))
        assert.isTrue(bad !== undefined && Exit.isFailure(bad))
      })
    )
  })
})
