import { type Draft, type Family, lightSpan, type ProjectId, type Task, type TaskId, Tasks } from "@offshoot/core"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { makeOrFailure } from "./or-failure.ts"
import { outsideTransaction } from "./outside-transaction.ts"
import { makeGroupWriter } from "./placing/group-writer.ts"
import { makePlaceInTransaction } from "./placing/place-in-transaction.ts"
import { taskSelection, tasksOf } from "./task-rows.ts"

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

/** Tasks in Postgres. A transaction of the host's own is joined; outside of one, drafts are written in groups. */
export const layer = Layer.effect(
  Tasks,
  Effect.gen(function* () {
    const sql = (yield* SqlClient.SqlClient).withoutTransforms()
    const orFailure = yield* makeOrFailure

    const find = Effect.fn("postgres.Tasks.find")(
      function* (projectId: ProjectId, taskId: TaskId) {
        const [task] = tasksOf(yield* sql.unsafe<Record<string, unknown>>(findTask, [projectId, taskId]))
        return task === undefined ? Option.none<Task>() : Option.some(yield* task)
      },
      orFailure("find a task", "nothing stored")
    )

    const taken = Effect.fn("postgres.Tasks.taken")(
      function* (projectId: ProjectId, { limits, ordinal, stem, wanted, window }: Family) {
        const parameters = [projectId, stem, ordinal, wanted, window.from, window.to, limits]
        // Planned anew each time: a plan that is kept from when the table was small reads all of it.
        const rows = yield* sql.unsafe<{ readonly name: string }>(takenNames, parameters).unprepared
        return new Set(rows.map(({ name }) => name))
      },
      orFailure("read taken names", "nothing stored")
    )

    const placeInTransaction = yield* makePlaceInTransaction({ find, taken })
    const placeInGroup = yield* outsideTransaction(makeGroupWriter(find))
    const place = (draft: Draft) =>
      Effect.flatMap(Effect.serviceOption(sql.transactionService), (transaction) =>
        Option.isSome(transaction) ? placeInTransaction(draft) : placeInGroup(draft)
      ).pipe(lightSpan("postgres.Tasks.place"))

    return Tasks.of({ find, taken, place })
  })
)
