import { Result } from "effect"
import { type Caller, identityOf } from "./caller.ts"
import { InvalidShare, RevisionNotFound } from "./errors.ts"
import type { CustomShortId, ShareId, ShortId, TaskRevisionId } from "./identifiers.ts"
import type { Share } from "./share.ts"
import type { Task } from "./task.ts"
import type { Timestamp } from "./timestamp.ts"

/** What an author says of a new share. */
export interface NewShare extends Pick<Share, "title" | "description" | "expiresAt" | "taskRunId"> {
  /** The revision to pin; null pins the active one with the highest weight, of equal ones the newest. */
  readonly taskRevisionId: TaskRevisionId | null
  /** A name of the author's own; null has one drawn. */
  readonly customShortId: CustomShortId | null
}

/** The new share as it is stored. */
export const planShare = ({
  caller,
  content,
  now,
  shareId,
  shortId,
  task
}: {
  readonly content: NewShare
  readonly task: Task
  readonly caller: Caller
  readonly shareId: ShareId
  readonly shortId: ShortId
  readonly now: Timestamp
}): Result.Result<Share, InvalidShare | RevisionNotFound> =>
  Result.gen(function* () {
    if (content.expiresAt !== null && content.expiresAt <= now) {
      return yield* Result.fail(
        new InvalidShare({ problem: "The end of the share is not in the future: it could never be used" })
      )
    }
    const taskRevisionId = yield* pinnedRevision(task, content.taskRevisionId)
    return {
      id: shareId,
      shortId,
      projectId: task.projectId,
      taskId: task.id,
      taskRevisionId,
      taskRunId: content.taskRunId,
      title: content.title,
      description: content.description,
      active: true,
      expiresAt: content.expiresAt,
      viewsCount: 0,
      created: now,
      createdBy: identityOf(caller),
      modified: now
    }
  })

const pinnedRevision = (
  task: Task,
  wanted: TaskRevisionId | null
): Result.Result<TaskRevisionId, InvalidShare | RevisionNotFound> => {
  if (wanted !== null) {
    return task.revisions.some(({ id }) => id === wanted)
      ? Result.succeed(wanted)
      : Result.fail(new RevisionNotFound({ taskRevisionId: wanted }))
  }
  // Revisions are listed oldest first: among equal weights the last one met is the newest.
  const [first, ...rest] = task.revisions.flatMap(({ id }) =>
    task.activeRevisions.filter(({ taskRevisionId }) => taskRevisionId === id)
  )
  if (first === undefined) {
    const problem = "The task has no active revision to share; name the one to pin"
    return Result.fail(new InvalidShare({ problem }))
  }
  return Result.succeed(rest.reduce((best, next) => (next.weight >= best.weight ? next : best), first).taskRevisionId)
}
