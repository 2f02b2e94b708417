import type { Identity, Model, ProjectId, Role, Share, Tag, Target, Task, TaskId, TaskName } from "@offshoot/core"
import { Clock, Effect } from "effect"
import { copy, holdsName, roleKey, type State, taskKey } from "./state.ts"
import { memoryPieces } from "./tasks.ts"

/** Sets the stage of a memory store: what its ports do not offer, or do not offer without asking. */
export const memoryHands = (state: State) => ({
  /** What the store's `place` is made from, for those who interleave them. */
  pieces: memoryPieces(state),

  /** Stores a task as it is, in place of the one with its id, and the tags that it carries. */
  putTask: (task: Task) =>
    Effect.sync(() => {
      for (const tag of [task, ...task.revisions].flatMap(({ tags }) => tags)) state.tags.set(tag.id, copy(tag))
      state.tasks.set(taskKey(task.projectId, task.id), copy(task))
    }),
  putShare: (share: Share) => Effect.sync(() => void state.shares.set(share.id, copy(share))),
  putTag: (tag: Tag) => Effect.sync(() => void state.tags.set(tag.id, copy(tag))),
  putModel: (model: Model) => Effect.sync(() => void state.models.set(model.id, copy(model))),

  /** Makes a project one of an organization. */
  putProject: ({ organizationId, projectId }: Target) =>
    Effect.sync(() => void state.projects.set(projectId, organizationId)),
  putRole: (projectId: ProjectId, identity: Identity, role: Role) =>
    Effect.sync(() => void state.roles.set(roleKey(projectId, identity), role)),
  removeRole: (projectId: ProjectId, identity: Identity) =>
    Effect.sync(() => void state.roles.delete(roleKey(projectId, identity))),

  /** Gives a live task another name, unless another live task of the project has it; keeping the own name is no conflict. */
  rename: (projectId: ProjectId, taskId: TaskId, name: TaskName) =>
    Effect.sync((): "renamed" | "taken" => {
      const task = state.tasks.get(taskKey(projectId, taskId))
      if (task === undefined || task.name === name) return "renamed"
      if (holdsName(state, projectId, name)) return "taken"
      state.tasks.set(taskKey(projectId, taskId), { ...task, name })
      return "renamed"
    }),
  /** Deletes a task, softly: its name is free again. */
  remove: (projectId: ProjectId, taskId: TaskId) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      const task = state.tasks.get(taskKey(projectId, taskId))
      if (task !== undefined) state.tasks.set(taskKey(projectId, taskId), { ...task, deleted: now })
    }),
  revoke: ({ id }: Pick<Share, "id">) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      const share = state.shares.get(id)
      if (share?.active) state.shares.set(id, { ...share, active: false, modified: now })
    })
})
