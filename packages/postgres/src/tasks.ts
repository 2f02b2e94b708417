import {
  type Draft,
  type Family,
  family,
  type ProjectId,
  placeWith,
  type Task,
  type TaskId,
  Tasks
} from "@offshoot/core"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { orFailure } from "./failures.ts"
import { insertParameters, insertTasks, taskSelection, tasksOf } from "./task-rows.ts"

const findTask = `
  select ${taskSelection}
  from offshoot.tasks task join offshoot.task_revisions revision
    on revision.project_id = task.project_id and revision.task_id = task.id
  where task.project_id = $1::uuid and task.id = $2::uuid and task.deleted is null
  order by revision.position`

const takenNames = `
  select name from offshoot.tasks
  where project_id = $1::uuid and stem = $2 and ordinal = $3::integer and name = $4 and deleted is null
  union
  select name from offshoot.tasks
  where project_id = $1::uuid and stem = $2 and ordinal between $5::integer and $6::integer and deleted is null
  union
  select highest.name from unnest($7::integer[]) as reached(ordinal) cross join lateral (
    select name from offshoot.tasks
    where project_id = $1::uuid and stem = $2 and ordinal < reached.ordinal and deleted is null
    order by ordinal desc limit 1
  ) as highest`

/** Places of one family take turns: without this lock they would read the same names and lose them to each other. */
const lockFamily = `select pg_advisory_xact_lock(hashtextextended($1 || $2, 0))`

/** Tasks in Postgres. */
export const layer = Layer.effect(
  Tasks,
  Effect.gen(function* () {
    const sql = (yield* SqlClient.SqlClient).withoutTransforms()

    const find = Effect.fn("postgres.Tasks.find")(
      function* (projectId: ProjectId, taskId: TaskId) {
        const [task] = tasksOf(yield* sql.unsafe<Record<string, unknown>>(findTask, [projectId, taskId]))
        return task === undefined ? Option.none<Task>() : Option.some(yield* task)
      },
      orFailure("find a task", "reads")
    )

    const taken = Effect.fn("postgres.Tasks.taken")(
      function* (projectId: ProjectId, { limits, ordinal, stem, wanted, window }: Family) {
        const parameters = [projectId, stem, ordinal, wanted, window.from, window.to, limits]
        const rows = yield* sql.unsafe<{ readonly name: string }>(takenNames, parameters)
        return new Set(rows.map(({ name }) => name))
      },
      orFailure("read taken names", "reads")
    )

    const insert = Effect.fnUntraced(
      function* (task: Task) {
        const inserted = yield* sql.unsafe(insertTasks, insertParameters([task]))
        if (inserted.length > 0) return "inserted" as const
        const existing = yield* sql`
          select from offshoot.tasks where project_id = ${task.projectId}::uuid and id = ${task.id}::uuid`
        return existing.length > 0 ? ("exists" as const) : ("taken" as const)
      },
      orFailure("insert a task", "writes")
    )

    const placeLocked = placeWith({ find, taken, insert })
    const place = Effect.fn("postgres.Tasks.place")(
      function* (draft: Draft) {
        yield* sql.unsafe(lockFamily, [draft.projectId, family(draft.wantedName).stem])
        return yield* placeLocked(draft)
      },
      sql.withTransaction,
      // Each statement after the lock must see what its last holder stored.
      Effect.provideService(SqlClient.BeginTransaction, "begin isolation level read committed"),
      orFailure("place a task", "writes")
    )

    return Tasks.of({ find, taken, place })
  })
)
