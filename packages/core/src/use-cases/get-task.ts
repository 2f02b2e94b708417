import { Effect } from "effect"
import type { Caller } from "../domain/caller.ts"
import type { TaskId } from "../domain/identifiers.ts"
import type { Target } from "../domain/target.ts"
import { authorize } from "./authorize.ts"
import { liveTask } from "./live-task.ts"

/** A live task of a project; another project's is `TaskNotFound`. */
export const getTask = Effect.fn("getTask")(function* (caller: Caller, target: Target, taskId: TaskId) {
  yield* authorize(caller, "view", target)
  return yield* liveTask(target, taskId)
})
