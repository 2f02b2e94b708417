import { TaskCollection, type TaskQuery } from "@offshoot/core"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { makeInsertTask } from "./insert-task.ts"
import { makeOrFailure } from "./or-failure.ts"
import { taskSelection, tasksOf } from "./task-rows.ts"

/** The page first, then its revisions: the limit counts tasks. */
const listTasks = `
  with page as (
    select * from offshoot.tasks
    where project_id = $1::uuid and uuid_send(project_id) = uuid_send($1::uuid) and deleted is null
      -- Both in one collation, of which the column's knows only Latin letters. In upper case each letter stands for itself
      -- (in lower case a sigma at the end of a word does not), so that every part of a name finds it.
      and ($2::text is null or strpos(upper(name collate "default"), upper($2::text)) > 0)
      and ($3::uuid is null or tags @> array[$3::uuid])
      and ($4::text is null or (
        created_by ->> 'issuer' = $4::text and created_by ->> 'kind' = $5::text and created_by ->> 'subject' = $6::text))
      and ($7::uuid is null or (created, id) < (
        select created, id from offshoot.tasks where project_id = $1::uuid and id = $7::uuid))
    order by created desc, id desc
    limit $8::integer
  )
  select ${taskSelection}
  from page task join offshoot.task_revisions revision
    on revision.project_id = task.project_id and revision.task_id = task.id
  order by task.created desc, task.id desc, revision.position`

/** The wider operations on tasks, in Postgres. */
export const layer = Layer.effect(
  TaskCollection,
  Effect.gen(function* () {
    const sql = (yield* SqlClient.SqlClient).withoutTransforms()
    const orFailure = yield* makeOrFailure

    const insert = Effect.fn("postgres.TaskCollection.insert")(
      yield* makeInsertTask,
      orFailure("insert a task", "unknown")
    )

    const list = Effect.fn("postgres.TaskCollection.list")(
      function* ({ after, createdBy, limit, name, projectId, tagId }: TaskQuery) {
        if (after !== undefined) {
          const cursor = yield* sql`
            select from offshoot.tasks where project_id = ${projectId}::uuid and id = ${after}::uuid`
          if (cursor.length === 0) return Option.none()
        }
        const rows = yield* sql.unsafe<Record<string, unknown>>(listTasks, [
          projectId,
          name ?? null,
          tagId ?? null,
          createdBy?.issuer ?? null,
          createdBy?.kind ?? null,
          createdBy?.subject ?? null,
          after ?? null,
          // One more than asked for tells whether there is a next page.
          limit + 1
        ])
        const tasks = yield* Effect.all(tasksOf(rows))
        return Option.some({ tasks: tasks.slice(0, limit), hasNext: tasks.length > limit })
      },
      orFailure("list tasks", "nothing stored")
    )

    return TaskCollection.of({ insert, list })
  })
)
