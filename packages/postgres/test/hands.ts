import type { ProjectId, Share, Tag, Task, TaskId, TaskName } from "@offshoot/core"
import { ShareCollection, stemAndOrdinal } from "@offshoot/core"
import { Administration, layer, layerAdministration, layerPermissions } from "@offshoot/postgres"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { insertParameters, insertTasks } from "../src/task-rows.ts"
import { Database } from "./databases.ts"

/** Every port of the package on a migrated database, and what sets its stage. */
export const layerPorts = Layer.mergeAll(layer, layerPermissions, layerAdministration).pipe(
  Layer.provideMerge(Database.layerMigrated)
)

/** Sets the stage of the laws by plain SQL, as another program would that shares the tables. */
export const hands = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const administration = yield* Administration
  const shares = yield* ShareCollection
  return {
    /** Stores a task as it is, with the tags that it carries. */
    putTask: (task: Task) =>
      Effect.gen(function* () {
        const tags: ReadonlyArray<Tag> = [...task.tags, ...task.revisions.flatMap((revision) => revision.tags)]
        yield* Effect.forEach(tags, administration.addTag)
        yield* sql.unsafe(insertTasks, insertParameters([task]))
      }),
    putShare: (share: Share) => shares.insert(share),
    revoke: ({ id, projectId, taskId }: Share) => shares.revoke({ projectId, taskId, shareId: id, now: Date.now() }),
    /** Gives a task another name: stem and ordinal change in the same statement. */
    rename: (projectId: ProjectId, taskId: TaskId, name: TaskName) => {
      const { ordinal, stem } = stemAndOrdinal(name)
      return sql`
        update offshoot.tasks set name = ${name}, stem = ${stem}, ordinal = ${ordinal}
        where project_id = ${projectId}::uuid and id = ${taskId}::uuid`
    },
    remove: (projectId: ProjectId, taskId: TaskId) =>
      sql`update offshoot.tasks set deleted = now() where project_id = ${projectId}::uuid and id = ${taskId}::uuid`
  }
})
