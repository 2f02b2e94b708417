import { Effect, Option, Result } from "effect"
import { type Draft, nameDraft } from "../domain/draft.ts"
import { type Fault, type NamesExhausted, TaskNotFound, Unavailable } from "../domain/errors.ts"
import { family, freeName } from "../domain/free-name.ts"
import type { Task } from "../domain/task.ts"
import { lightSpan } from "./light-span.ts"
import type { TaskCollection } from "./task-collection.ts"
import type { Tasks } from "./tasks.ts"

/** A clone that loses its name this often meets a store that breaks its promise, or a crowd that a later try may miss. */
const attempts = 8

/** What a host gives that has a unique index on the names of a project's live tasks, or a lock. */
export interface PlacePieces
  extends Pick<Tasks["Service"], "find" | "taken">,
    Pick<TaskCollection["Service"], "insert"> {}

/** Makes a `place` for {@link Tasks}: reads the taken names, picks one, inserts; a lost name is picked again. */
export const placeWith = ({ find, insert, taken }: PlacePieces): Tasks["Service"]["place"] =>
  Effect.fnUntraced(function* (
    draft: Draft
  ): Effect.fn.Return<Task, NamesExhausted | TaskNotFound | Unavailable | Fault> {
    const { id, projectId, wantedName } = draft
    for (let attempt = 0; attempt < attempts; attempt++) {
      const name = freeName(wantedName, yield* taken(projectId, family(wantedName)))
      if (Result.isFailure(name)) {
        const placed = yield* find(projectId, id)
        return Option.isSome(placed) ? placed.value : yield* Effect.fail(name.failure)
      }
      const task = nameDraft(draft, name.success)
      const outcome = yield* insert(task)
      if (outcome === "inserted") return task
      if (outcome === "exists") {
        const placed = yield* find(projectId, id)
        return Option.isSome(placed) ? placed.value : yield* new TaskNotFound({ taskId: id })
      }
    }
    return yield* new Unavailable({ dependency: "tasks", operation: "place", outcome: "nothing stored" })
  }, lightSpan("placeWith"))
