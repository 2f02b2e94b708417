import type { PgTypes } from "@effect/sql-pg"
import { stemAndOrdinal, Task } from "@offshoot/core"
import { Array } from "effect"
import { columnNames, columnParameters, reader, selection, unnested } from "./columns.ts"
import { decoded } from "./decoded.ts"
import { revisionColumns, taskColumns } from "./tables.ts"

/** What a select of tasks (aliased `task`) joined with their revisions (`revision`) reads: one row per revision. */
export const taskSelection = `${selection(taskColumns, "task", "task.")}, ${selection(revisionColumns, "revision", "revision.")}`

type Row = Readonly<Record<string, unknown>>

const decodeTask = decoded(Task, "read a task")
const readTask = reader(taskColumns, "task.")
const readRevision = reader(revisionColumns, "revision.")

/** The tasks of rows by {@link taskSelection}, in the order of their first rows. */
export const tasksOf = (rows: ReadonlyArray<Row>) => {
  const byTask = Array.groupBy(rows, (row) => `${row["task.id"]}`)
  return Object.values(byTask).map((ofTask) =>
    decodeTask({
      ...readTask(ofTask[0]),
      revisions: ofTask.map(readRevision)
    })
  )
}

const taskArrays = Object.keys(taskColumns).length

/**
 * Inserts tasks with their revisions, each whole or not at all; answers the projects and ids of those that were. A task
 * whose id or whose name is there already is left out.
 */
export const insertTasks = `
  with task as (
    insert into offshoot.tasks (${columnNames(taskColumns)})
    ${unnested(taskColumns, 1)}
    on conflict do nothing
    returning project_id, id
  ), revision as (
    insert into offshoot.task_revisions (${columnNames(revisionColumns)})
    select inserted.* from (${unnested(revisionColumns, 1 + taskArrays)}) as inserted(${columnNames(revisionColumns)})
    where (inserted.project_id, inserted.task_id) in (select project_id, id from task)
  )
  select project_id, id from task`

/** The parameters of {@link insertTasks}. */
export const insertParameters = (tasks: ReadonlyArray<Task>): ReadonlyArray<PgTypes.Parameter> => {
  const taskRows = tasks.map((task) => ({ ...task, ...stemAndOrdinal(task.name) }))
  const revisionRows = tasks.flatMap(({ id, projectId, revisions }) =>
    revisions.map((revision, position) => ({ ...revision, projectId, taskId: id, position }))
  )
  return [...columnParameters(taskColumns, taskRows), ...columnParameters(revisionColumns, revisionRows)]
}
