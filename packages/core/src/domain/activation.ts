import { Array, Result } from "effect"
import { InvalidActivation } from "./errors.ts"
import type { TaskRevisionId } from "./identifiers.ts"
import type { ActiveRevision, TaskRevision } from "./task.ts"

/** How far from 1 the sum of the weights may be: room for thirds and tenths in binary. */
const tolerance = 1e-9

/** A wish to make a revision live; a missing weight, or null, means 1. */
export interface WantedActivation {
  readonly taskRevisionId: TaskRevisionId
  readonly weight?: number | null | undefined
}

/**
 * Judges the whole list of a task's active revisions: finite numbers in (0, 1] that sum to 1 within 1e-9, of distinct
 * revisions of that task, none of them a test revision; or an empty list, which is not live. For hosts that set weights,
 * and for edits, which are still to come: create and clone make one revision active, at 1.
 */
export const judgeActivation = (
  revisions: ReadonlyArray<Pick<TaskRevision, "id" | "test">>,
  wanted: ReadonlyArray<WantedActivation>
): Result.Result<ReadonlyArray<ActiveRevision>, InvalidActivation> => {
  const active = wanted.map(({ taskRevisionId, weight }) => ({ taskRevisionId, weight: weight ?? 1 }))
  const problem = problemOf(revisions, active)
  return problem === undefined ? Result.succeed(active) : Result.fail(new InvalidActivation({ problem }))
}

const problemOf = (
  revisions: ReadonlyArray<Pick<TaskRevision, "id" | "test">>,
  active: ReadonlyArray<ActiveRevision>
): string | undefined => {
  for (const { taskRevisionId, weight } of active) {
    const revision = revisions.find(({ id }) => id === taskRevisionId)
    if (revision === undefined) return `The task has no revision ${taskRevisionId}`
    if (revision.test) return `The revision ${taskRevisionId} is a test revision, which cannot be active`
    if (!(Number.isFinite(weight) && weight > 0 && weight <= 1)) {
      return `The weight of revision ${taskRevisionId} is ${weight}; a weight is a number above 0, at most 1`
    }
  }
  if (Array.dedupe(active.map(({ taskRevisionId }) => taskRevisionId)).length < active.length) {
    return "A revision is named twice; each active revision is named once, with its whole weight"
  }
  const sum = active.reduce((total, { weight }) => total + weight, 0)
  return active.length > 0 && Math.abs(sum - 1) > tolerance ? `The weights sum to ${sum} instead of 1` : undefined
}
