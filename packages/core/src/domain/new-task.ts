import { Array, Result } from "effect"
import { type Caller, identityOf } from "./caller.ts"
import { ReferenceNotFound } from "./errors.ts"
import type { ModelId, TagId, TaskId, TaskRevisionId } from "./identifiers.ts"
import { isValidIn, type Tag } from "./tag.ts"
import type { Target } from "./target.ts"
import type { Task, TaskHeader, TaskRevision } from "./task.ts"
import type { Timestamp } from "./timestamp.ts"

/** What an author says of a revision; the rest is the service's. */
export type RevisionContent = Omit<TaskRevision, "id" | "created" | "modified" | "tags">

/** What an author says of a new task and its first revision. */
export interface NewTask {
  readonly header: Pick<
    TaskHeader,
    "name" | "description" | "enabled" | "public" | "exposedToAgents" | "outputModality" | "taskRunVisibility"
  >
  readonly revision: RevisionContent
  readonly tagIds: ReadonlyArray<TagId>
  readonly revisionTagIds: ReadonlyArray<TagId>
}

/** The new task as it is stored: its first revision is active, unless it is a test revision. */
export const planTask = ({
  caller,
  content,
  known,
  now,
  revisionId,
  target,
  taskId
}: {
  readonly content: NewTask
  readonly target: Target
  readonly caller: Caller
  readonly taskId: TaskId
  readonly revisionId: TaskRevisionId
  readonly now: Timestamp
  /** What was found of the models and tags that the content names. */
  readonly known: { readonly modelIds: ReadonlyArray<ModelId>; readonly tags: ReadonlyArray<Tag> }
}): Result.Result<Task, ReferenceNotFound> =>
  Result.gen(function* () {
    const { fallbackLlmModelId, llmModelId } = content.revision
    yield* allKnown("llmModelId", [llmModelId], known.modelIds)
    yield* allKnown("fallbackLlmModelId", Array.fromNullishOr(fallbackLlmModelId), known.modelIds)
    const tagsFor = (entityType: Tag["entityType"]) =>
      known.tags.filter((tag) => tag.entityType === entityType && isValidIn(target)(tag))
    const tags = yield* pick("tags", content.tagIds, tagsFor("task"))
    const revisionTags = yield* pick("revisionTags", content.revisionTagIds, tagsFor("task_revision"))
    const revision = { ...content.revision, id: revisionId, created: now, modified: null, tags: revisionTags }
    return {
      ...content.header,
      id: taskId,
      projectId: target.projectId,
      created: now,
      createdBy: identityOf(caller),
      modified: null,
      deleted: null,
      sharedWithProject: false,
      accessToken: null,
      clonedFromTaskRevisionId: null,
      tags,
      revisions: [revision],
      activeRevisions: revision.test ? [] : [{ taskRevisionId: revisionId, weight: 1 }]
    }
  })

const pick = (field: string, wanted: ReadonlyArray<TagId>, valid: ReadonlyArray<Tag>) =>
  allKnown(
    field,
    wanted,
    valid.map(({ id }) => id)
  ).pipe(Result.map(() => valid.filter(({ id }) => wanted.includes(id))))

const allKnown = <Id extends string>(
  field: string,
  wanted: ReadonlyArray<Id>,
  known: ReadonlyArray<Id>
): Result.Result<void, ReferenceNotFound> => {
  const ids = wanted.filter((id) => !known.includes(id))
  return ids.length === 0 ? Result.void : Result.fail(new ReferenceNotFound({ field, ids }))
}
