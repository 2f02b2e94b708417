import { Effect, Option } from "effect"
import { TaskNotFound } from "../domain/errors.ts"
import type { TaskId } from "../domain/identifiers.ts"
import type { Target } from "../domain/target.ts"
import { Tasks } from "../ports/tasks.ts"

/** A live task of the project, or `TaskNotFound`: another project's task is not found either. */
export const liveTask = Effect.fnUntraced(function* (target: Target, taskId: TaskId) {
  const found = yield* (yield* Tasks).find(target.projectId, taskId)
  return Option.isSome(found) ? found.value : yield* new TaskNotFound({ taskId })
})
