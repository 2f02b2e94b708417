import { type Caller, identityOf } from "./caller.ts"
import type { TaskId, TaskRevisionId } from "./identifiers.ts"
import type { SharedTask } from "./share.ts"
import { isValidIn } from "./tag.ts"
import type { Target } from "./target.ts"
import type { Task, TaskHeader, TaskRevision } from "./task.ts"
import type { Timestamp } from "./timestamp.ts"

/** All that a clone is made from. */
export interface Cloning {
  readonly shared: SharedTask
  readonly target: Target
  readonly caller: Caller
  readonly taskId: TaskId
  readonly revisionId: TaskRevisionId
  readonly now: Timestamp
}

/** The clone takes the source's value. */
export const copied = { _tag: "Copied" } as const

/** Valid only in its project: kept at home; elsewhere the clone is refused unless the field is empty. */
export const bound = { _tag: "Bound" } as const

/** The clone's own value, and the words for it in the documentation. */
export interface Given<Value, From> {
  readonly _tag: "Given"
  readonly words: string
  readonly value: (from: From) => Value
}

/** Gives the field of a clone a value of its own. */
export const given = <Value, From>(words: string, value: (from: From) => Value): Given<Value, From> => ({
  _tag: "Given",
  words,
  value
})

/** What becomes of one field: only what the source has can be copied or bound, only what can be empty can be bound. */
export type Fate<Value, Key, Source, From> =
  | Given<Value, From>
  | (Key extends keyof Source ? typeof copied | (CanBeEmpty<Value> extends true ? typeof bound : never) : never)
type CanBeEmpty<Value> = [Value] extends [ReadonlyArray<unknown>] ? true : null extends Value ? true : false

/** The fate of every field: a field without one does not compile. */
export type Fates<Target, Source, From> = {
  readonly [Key in keyof Target]-?: Fate<Target[Key], Key, Source, From>
}

/** What becomes of each field of the pinned revision: `planClone` maps over this record, and docs/fates.md is made from it. */
export const revisionFates: Fates<TaskRevision, TaskRevision, Cloning> = {
  id: given("new", ({ revisionId }) => revisionId),
  created: given("now", ({ now }) => now),
  modified: given("null", () => null),
  test: given("false", () => false),
  systemPrompt: copied,
  userPrompt: copied,
  llmModelId: copied,
  llmConfig: copied,
  outputFormat: copied,
  fileInputMode: copied,
  optimiseImages: copied,
  inputProcessors: copied,
  annotation: copied,
  fallbackLlmModelId: copied,
  fallbackLlmConfig: copied,
  toolChoice: copied,
  rag: bound,
  taskForwarderId: bound,
  taskMcpToolIds: bound,
  integrationToolIds: bound,
  tags: given("those valid in the target: global ones, and at home all", ({ shared, target }) =>
    shared.revision.tags.filter(isValidIn(target))
  )
}

/** What becomes of each field of the task; its one revision was cloned before, by {@link revisionFates}. */
export const taskFates: Fates<Task, TaskHeader, Cloning & { readonly revision: TaskRevision }> = {
  id: given("the draft's", ({ taskId }) => taskId),
  name: given("the source's, or the next free one", ({ shared }) => shared.task.name),
  projectId: given("the target", ({ target }) => target.projectId),
  created: given("now", ({ now }) => now),
  createdBy: given("the caller (not in answers)", ({ caller }) => identityOf(caller)),
  modified: given("null", () => null),
  deleted: given("null", () => null),
  description: copied,
  enabled: given("true", () => true),
  public: given("false", () => false),
  exposedToAgents: given("false", () => false),
  sharedWithProject: given("false", () => false),
  outputModality: copied,
  taskRunVisibility: copied,
  accessToken: given("null", () => null),
  clonedFromTaskRevisionId: given("the pinned revision; outlives the source", ({ shared }) => shared.revision.id),
  tags: given("those valid in the target: global ones, and at home all", ({ shared, target }) =>
    shared.task.tags.filter(isValidIn(target))
  ),
  revisions: given("the pinned one, cloned", ({ revision }) => [revision]),
  activeRevisions: given("that one, at weight 1", ({ revision }) => [{ taskRevisionId: revision.id, weight: 1 }])
}
