import {
  type Permission,
  type ProjectId,
  type Share,
  ShareCollection,
  stemAndOrdinal,
  type Tag,
  type Task,
  type TaskName
} from "@offshoot/core"
import { Administration, layer, layerAdministration, layerPermissions } from "@offshoot/postgres"
import type { Question, Source } from "@offshoot/testkit"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { insertParameters, insertTasks } from "../src/task-rows.ts"
import { Database } from "./databases.ts"

/** Every port of the package on a migrated database, and what sets its stage. */
export const layerPorts = Layer.mergeAll(layer, layerPermissions, layerAdministration).pipe(
  Layer.provideMerge(Database.layerMigrated)
)

/** Sets the stage of the laws by plain SQL, as another program would that shares the tables, and looks at it. */
export const hands = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const administration = yield* Administration
  const shares = yield* ShareCollection
  /** Stores a task as it is, with the tags that it carries. */
  const put = (task: Task) =>
    Effect.gen(function* () {
      const tags: ReadonlyArray<Tag> = [...task.tags, ...task.revisions.flatMap((revision) => revision.tags)]
      yield* Effect.forEach(tags, administration.addTag)
      yield* sql.unsafe(insertTasks, insertParameters([task]))
    })
  return {
    put,
    putTag: administration.addTag,
    putModel: administration.addModel,
    /** Stores a task, and a share of it. */
    share: ({ share, task }: Source) => Effect.andThen(put(task), shares.insert(share)),
    revoke: ({ id, projectId, taskId }: Share) => shares.revoke({ projectId, taskId, shareId: id, now: Date.now() }),
    /** Gives a task another name: stem and ordinal change in the same statement. */
    rename: ({ id, projectId }: Pick<Task, "id" | "projectId">, name: TaskName) => {
      const { ordinal, stem } = stemAndOrdinal(name)
      return sql`
        update offshoot.tasks set name = ${name}, stem = ${stem}, ordinal = ${ordinal}
        where project_id = ${projectId}::uuid and id = ${id}::uuid`
    },
    remove: ({ id, projectId }: Pick<Task, "id" | "projectId">) =>
      sql`update offshoot.tasks set deleted = now() where project_id = ${projectId}::uuid and id = ${id}::uuid`,
    grant: ({ caller, permission, target }: Question) =>
      Effect.andThen(
        administration.addProject(target),
        administration.grantRole(target.projectId, caller, roleWith(permission))
      ),
    withdraw: ({ caller, permission, target }: Question) =>
      administration.revokeRole(target.projectId, caller, roleWith(permission)),
    /** The names of all live tasks of a project. */
    names: (projectId: ProjectId) =>
      Effect.map(
        sql<{ readonly name: string }>`
          select name from offshoot.tasks where project_id = ${projectId}::uuid and deleted is null`,
        (rows) => rows.map(({ name }) => name)
      )
  }
})

const roleWith = (permission: Permission) => (permission === "view" ? "viewer" : "editor")
