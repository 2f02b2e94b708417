import type { Task } from "@offshoot/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { insertParameters, insertTasks } from "./task-rows.ts"

/** How one task is stored, as `TaskCollection` promises. */
export const makeInsertTask = Effect.map(SqlClient.SqlClient, (client) => {
  const sql = client.withoutTransforms()
  return Effect.fnUntraced(function* (task: Task) {
    const inserted = yield* sql.unsafe(insertTasks, insertParameters([task]))
    if (inserted.length > 0) return "inserted"
    const existing = yield* sql`
      select from offshoot.tasks where project_id = ${task.projectId}::uuid and id = ${task.id}::uuid`
    return existing.length > 0 ? "exists" : "taken"
  })
})
