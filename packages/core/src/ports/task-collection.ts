import { Context, type Effect, type Option } from "effect"
import type { Identity } from "../domain/caller.ts"
import type { Fault, Unavailable } from "../domain/errors.ts"
import type { ProjectId, TagId, TaskId } from "../domain/identifiers.ts"
import type { Task } from "../domain/task.ts"

/** Which tasks of a project to list, newest first. */
export interface TaskQuery {
  readonly projectId: ProjectId
  /** Part of the name, its Latin letters in any case; whether other letters are is the store's to say. */
  readonly name?: string
  readonly tagId?: TagId
  readonly createdBy?: Identity
  /** The last task of the page before. */
  readonly after?: TaskId
  /** How many at most, 1 to 100. */
  readonly limit: number
}

export interface TaskPage {
  readonly tasks: ReadonlyArray<Task>
  readonly hasNext: boolean
}

/** What the standalone service does with tasks beside cloning them. */
export class TaskCollection extends Context.Service<
  TaskCollection,
  {
    /**
     * Stores a new task, all or nothing: `exists` if the project ever had its id (asked first), `taken` if a live task of
     * the project has its name.
     */
    readonly insert: (task: Task) => Effect.Effect<"inserted" | "taken" | "exists", Unavailable | Fault>

    /** Live tasks, newest first; none if the project never had the task that the page is to follow. */
    readonly list: (query: TaskQuery) => Effect.Effect<Option.Option<TaskPage>, Unavailable | Fault>
  }
>()("@offshoot/core/TaskCollection") {}
