import { Context, type Effect, type Option } from "effect"
import type { Draft } from "../domain/draft.ts"
import type { Fault, NamesExhausted, TaskNotFound, Unavailable } from "../domain/errors.ts"
import type { Family } from "../domain/free-name.ts"
import type { ProjectId, TaskId } from "../domain/identifiers.ts"
import type { Task } from "../domain/task.ts"

/** Keeps the tasks of projects. */
export class Tasks extends Context.Service<
  Tasks,
  {
    /** The live task of this project with this id, or none. */
    readonly find: (projectId: ProjectId, taskId: TaskId) => Effect.Effect<Option.Option<Task>, Unavailable | Fault>

    /** The names of the family that live tasks of this project have; more of the project's live names do no harm. */
    readonly taken: (projectId: ProjectId, family: Family) => Effect.Effect<ReadonlySet<string>, Unavailable | Fault>

    /**
     * Stores a draft, all or nothing, under the name that `freeName` picks among the names live at one moment between call
     * and answer. Two live tasks of a project never have one name.
     *
     * Idempotent by the draft's id: the same draft placed again, at once or later, is the one task, answered as it is now;
     * if it was deleted since, `TaskNotFound`. `placeWith` makes this operation from simpler pieces.
     */
    readonly place: (draft: Draft) => Effect.Effect<Task, NamesExhausted | TaskNotFound | Unavailable | Fault>
  }
>()("@offshoot/core/Tasks") {}
