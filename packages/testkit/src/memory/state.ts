import {
  type Identity,
  identityOf,
  type Model,
  type ModelId,
  type OrganizationId,
  type ProjectId,
  type Role,
  type Share,
  type ShareId,
  type Tag,
  type TagId,
  type Task,
  type TaskId
} from "@offshoot/core"

/** What a memory store holds; only the adapters beside this file touch it. */
export interface State {
  readonly tasks: Map<string, Task>
  readonly shares: Map<ShareId, Share>
  readonly tags: Map<TagId, Tag>
  readonly models: Map<ModelId, Model>
  readonly projects: Map<ProjectId, OrganizationId>
  readonly roles: Map<string, Role>
}

export const emptyState = (): State => ({
  tasks: new Map(),
  shares: new Map(),
  tags: new Map(),
  models: new Map(),
  projects: new Map(),
  roles: new Map()
})

/** Tasks are kept for each project of its own: an id says nothing without its project. */
export const taskKey = (projectId: ProjectId, taskId: TaskId): string => `${projectId}/${taskId}`

export const roleKey = (projectId: ProjectId, identity: Identity): string => {
  const { issuer, kind, subject } = identityOf(identity)
  return JSON.stringify([projectId, issuer, kind, subject])
}

export const liveTasks = (state: State, projectId: ProjectId): ReadonlyArray<Task> =>
  [...state.tasks.values()].filter((task) => task.projectId === projectId && task.deleted === null)

export const holdsName = (state: State, projectId: ProjectId, name: string): boolean =>
  liveTasks(state, projectId).some((task) => task.name === name)

/** Everything that crosses the border of the store is copied, so that no caller can change what is stored. */
export const copy: <A>(value: A) => A = structuredClone
