import type { TaskAnswer } from "../api/task.ts"

/** Which revisions a reader wants to see. */
export interface Wish {
  readonly includeTests: boolean
  /** Only revisions with this tag. */
  readonly revisionTagId?: string | undefined
}

/** Leaves out the revisions that a reader does not want to see. */
export const visible = (task: TaskAnswer, { includeTests, revisionTagId }: Wish): TaskAnswer => ({
  ...task,
  revisions: task.revisions.filter(
    ({ tags, test }) =>
      (includeTests || !test) && (revisionTagId === undefined || tags.some(({ id }) => id === revisionTagId))
  )
})
