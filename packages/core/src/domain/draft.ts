import type { TaskName } from "./name.ts"
import type { Task } from "./task.ts"

/**
 * A planned clone: the whole new task but for its final name. It keeps its id over every retry, and the id makes placing
 * it idempotent.
 */
export interface Draft extends Omit<Task, "name"> {
  /** The source's name, which the clone gets if it is free in the target. */
  readonly wantedName: TaskName
}

/** The task that a draft becomes under the name that the rule picked. */
export const nameDraft = ({ wantedName: _, ...draft }: Draft, name: TaskName): Task => ({ ...draft, name })
