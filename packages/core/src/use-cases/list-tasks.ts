import { Effect, Option } from "effect"
import { type Caller, identityOf } from "../domain/caller.ts"
import { TaskNotFound } from "../domain/errors.ts"
import type { Target } from "../domain/target.ts"
import { TaskCollection, type TaskQuery } from "../ports/task-collection.ts"
import { authorize } from "./authorize.ts"

/** Which of a project's tasks to list. */
export interface ListTasks extends Omit<TaskQuery, "projectId" | "createdBy"> {
  readonly createdByMe: boolean
}

/** A page of a project's live tasks, newest first. A cursor that names no task of the project is `TaskNotFound`. */
export const listTasks = Effect.fn("listTasks")(function* (
  caller: Caller,
  target: Target,
  { createdByMe, ...query }: ListTasks
) {
  yield* authorize(caller, "view", target)
  const page = yield* (yield* TaskCollection).list({
    ...query,
    projectId: target.projectId,
    ...(createdByMe ? { createdBy: identityOf(caller) } : {})
  })
  if (Option.isSome(page)) return page.value
  return query.after === undefined ? { tasks: [], hasNext: false } : yield* new TaskNotFound({ taskId: query.after })
})
