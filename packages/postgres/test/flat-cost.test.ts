import { PgConnection } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import type { Draft, ProjectId } from "@offshoot/core"
import { Array, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import type { Query } from "../src/lanes.ts"
import { familyKey } from "../src/placing/family-queue.ts"
import { placeGroup } from "../src/placing/place-group.ts"
import { insertParameters, insertTasks } from "../src/task-rows.ts"
import { Database, live, onPostgres18 } from "./databases.ts"
import { draftFor, newProject } from "./drafts.ts"
import { layerPorts } from "./hands.ts"
import { newNode } from "./nodes.ts"

/** What a session did to the tables and indexes of tasks since its counters were last flushed. */
const countersNow = `
  select sum(pg_stat_get_xact_blocks_fetched(oid))::integer as blocks,
    sum(pg_stat_get_xact_tuples_returned(oid) + pg_stat_get_xact_tuples_fetched(oid))::integer as tuples
  from pg_class where relname in ('tasks', 'tasks_pkey', 'tasks_live_name', 'tasks_newest')`

interface Cost {
  readonly blocks: number
  readonly tuples: number
}

/** A writer's session that keeps its plans; what it counts is one group's transaction. */
const openWriter = Effect.gen(function* () {
  const { url } = yield* Database
  const connection = yield* PgConnection.make({ url, multiplex: true })
  const costOf = (drafts: ReadonlyArray<Draft>) => {
    let cost: Cost | undefined
    const query: Query = (sql, parameters) => {
      if (sql !== "commit") return connection.query(sql, parameters)
      const counted = Effect.tap(connection.query(countersNow), ({ rows }) =>
        Effect.sync(() => {
          cost = rows[0] as unknown as Cost
        })
      )
      return Effect.map(
        Effect.all([counted, connection.query(sql)], { concurrency: "unbounded" }),
        ([, commit]) => commit
      )
    }
    const items = drafts.map((draft) => ({ draft, family: familyKey(draft), characters: 0 }))
    return Effect.gen(function* () {
      yield* connection.query("select pg_stat_force_next_flush()")
      const { placed } = yield* placeGroup(
        query,
        { items, waitFor: undefined },
        { deadline: 10_000, forNames: "500ms" }
      )
      assert.strictEqual(placed.size, drafts.length)
      return cost ?? assert.fail("the transaction was counted")
    })
  }
  return { costOf }
})

/** The same inside a transaction of a host's. */
const openHost = Effect.gen(function* () {
  const { sql, tasks } = yield* newNode({ maxConnections: 1 })
  const costOf = Effect.fnUntraced(function* (drafts: ReadonlyArray<Draft>) {
    yield* sql`select pg_stat_force_next_flush()`
    return yield* sql.withTransaction(
      Effect.gen(function* () {
        yield* Effect.forEach(drafts, tasks.place)
        const [row] = yield* sql.unsafe<Cost>(countersNow)
        return row ?? assert.fail("the transaction was counted")
      })
    )
  })
  return { costOf }
})

/** Copies of one name up to that ordinal, beside those that are there. */
const fill = Effect.fnUntraced(function* (projectId: ProjectId, stem: string, from: number, to: number) {
  const sql = yield* SqlClient.SqlClient
  const { wantedName, ...draft } = yield* draftFor(projectId, stem)
  if (from === 1) yield* sql.unsafe(insertTasks, insertParameters([{ ...draft, name: wantedName }]))
  yield* sql`
    insert into offshoot.tasks
    select copy.* from offshoot.tasks task, generate_series(greatest(2, ${from}::integer), ${to}::integer) as copies(ordinal),
      lateral jsonb_populate_record(null::offshoot.tasks, to_jsonb(task) || jsonb_build_object(
        'id', gen_random_uuid(), 'ordinal', copies.ordinal, 'name', ${stem}::text || ' (' || copies.ordinal || ')'
      )) as copy
    where task.project_id = ${projectId}::uuid and task.stem = ${stem} and task.ordinal = 1 and task.deleted is null
    on conflict do nothing`
})

/** As long as it is held no dead row is forgotten; else how many are depends on what else the server does, such as to analyze a catalog. */
const holdSnapshot = Effect.gen(function* () {
  const { url } = yield* Database
  const connection = yield* PgConnection.make({ url })
  yield* connection.query("begin isolation level repeatable read")
  yield* connection.query("select from offshoot.tasks limit 1")
})

const analyze = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`analyze offshoot.tasks, offshoot.task_revisions`)

const inCi = process.env["CI"] !== undefined
const sizes = inCi ? [10, 1000, 20_000, 100_000] : [10, 20_000]

const shapes = [
  ["dense", Effect.void],
  [
    "every other one deleted",
    Effect.flatMap(SqlClient.SqlClient, (sql) => sql`update offshoot.tasks set deleted = now() where ordinal % 2 = 0`)
  ]
] as const

/** However many copies there are; to read all of 20,000 is more than 700 blocks and 20,000 tuples. */
const assertSmall = ({ blocks, tuples }: Cost, clones: number) => {
  assert.isBelow(blocks, 200 + 40 * clones)
  assert.isBelow(tuples, 2000)
}

/** When the planner was last told how large the table is; the plans are those of a session that began then. */
const knowledge = [
  ["an empty table", "empty"],
  ["a table of one row", "one row"],
  ["a large table", "large"]
] as const

describe.each(inCi ? shapes : [shapes[0]])("the next clone of a name with many copies (%s)", (_, reshape) => {
  describe.each(knowledge)("planned for %s", (_, known) => {
    it.layer(
      layerPorts.pipe(Layer.provideMerge(onPostgres18)),
      live
    )((it) => {
      it.effect("reads no more than with few, alone, in a group and in a host's transaction", () =>
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          yield* sql`alter table offshoot.tasks set (autovacuum_enabled = false)`
          yield* holdSnapshot
          const projectId = yield* newProject
          const of = (count: number, name = "Foo") =>
            Effect.forEach(Array.range(1, count), () => draftFor(projectId, name))
          if (known === "empty") yield* analyze
          const writer = yield* openWriter
          const host = yield* openHost
          if (known !== "large") {
            yield* writer.costOf(yield* of(1))
            if (known === "one row") yield* analyze
            for (const { costOf } of [writer, host]) {
              for (const count of [1, 1, 1, 1, 1, 1, 20]) yield* costOf(yield* of(count, "Bar"))
            }
          }
          yield* fill(yield* newProject, "Foo", 1, 1000)
          let filled = known === "large" ? 0 : 1
          for (const size of sizes) {
            yield* fill(projectId, "Foo", filled + 1, size)
            filled = size
            yield* reshape
            if (known === "large") yield* analyze
            assertSmall(yield* writer.costOf(yield* of(1)), 1)
            assertSmall(yield* host.costOf(yield* of(1)), 1)
            assertSmall(yield* writer.costOf(yield* of(20)), 20)
          }
        })
      )
    })
  })
})
