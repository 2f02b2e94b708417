import {
  grants,
  type Model,
  type Permission,
  type ProjectId,
  type Role,
  type Share,
  type Tag,
  type Task,
  type TaskName
} from "@offshoot/core"
import { Clock, Effect } from "effect"
import type { Source } from "../arbitraries/source.ts"
import type { Question } from "../laws/permissions-subject.ts"
import { copy, holdsName, liveTasks, roleKey, type State, taskKey } from "./state.ts"
import { memoryPieces } from "./tasks.ts"

/** Sets the stage of a memory store, and looks at it: the hands that the laws ask for, and two to fill it further. */
export const memoryHands = (state: State) => {
  const pieces = memoryPieces(state)
  /** Stores a task as it is, in place of the one with its id, and the tags that it carries. */
  const put = (task: Task) =>
    Effect.sync(() => {
      for (const tag of [task, ...task.revisions].flatMap(({ tags }) => tags)) state.tags.set(tag.id, copy(tag))
      state.tasks.set(taskKey(task.projectId, task.id), copy(task))
    })
  return {
    /** What the store's `place` is made from, for those who interleave them. */
    pieces,
    put,
    /** Stores a task as `put` does, and a share of it. */
    share: ({ share, task }: Source) =>
      Effect.andThen(put(task), () => Effect.sync(() => void state.shares.set(share.id, copy(share)))),
    putTag: (tag: Tag) => Effect.sync(() => void state.tags.set(tag.id, copy(tag))),
    putModel: (model: Model) => Effect.sync(() => void state.models.set(model.id, copy(model))),

    /** Makes the project the organization's, and gives the caller the least role with the permission. */
    grant: ({ caller, permission, target }: Question) =>
      Effect.sync(() => {
        state.projects.set(target.projectId, target.organizationId)
        const key = roleKey(target.projectId, caller)
        const role = state.roles.get(key)
        if (role === undefined || !grants(role, permission)) state.roles.set(key, roleWith(permission))
      }),
    /** Takes the caller's role away. */
    withdraw: ({ caller, target }: Question) =>
      Effect.sync(() => void state.roles.delete(roleKey(target.projectId, caller))),

    /** Gives a live task another name, unless another live task of the project has it; keeping the own name is no conflict. */
    rename: ({ id, projectId }: Pick<Task, "id" | "projectId">, name: TaskName) =>
      Effect.sync((): "renamed" | "taken" => {
        const task = state.tasks.get(taskKey(projectId, id))
        if (task === undefined || task.name === name) return "renamed"
        if (holdsName(state, projectId, name)) return "taken"
        state.tasks.set(taskKey(projectId, id), { ...task, name })
        return "renamed"
      }),
    /** Deletes a task, softly: its name is free again. */
    remove: ({ id, projectId }: Pick<Task, "id" | "projectId">) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const task = state.tasks.get(taskKey(projectId, id))
        if (task !== undefined) state.tasks.set(taskKey(projectId, id), { ...task, deleted: now })
      }),
    revoke: ({ id }: Pick<Share, "id">) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const share = state.shares.get(id)
        if (share?.active) state.shares.set(id, { ...share, active: false, modified: now })
      }),

    find: pieces.find,
    /** The names of all live tasks of a project. */
    names: (projectId: ProjectId) => Effect.sync(() => liveTasks(state, projectId).map(({ name }) => name))
  }
}

const roleWith = (permission: Permission): Role => (permission === "view" ? "viewer" : "editor")
