import { Clock, Effect } from "effect"
import type { Caller } from "../domain/caller.ts"
import { Fault, NameTaken } from "../domain/errors.ts"
import { TaskId, TaskRevisionId } from "../domain/identifiers.ts"
import { modelIds } from "../domain/model.ts"
import { type NewTask, planTask } from "../domain/new-task.ts"
import type { Target } from "../domain/target.ts"
import { Ids } from "../ports/ids.ts"
import { Models } from "../ports/models.ts"
import { Tags } from "../ports/tags.ts"
import { TaskCollection } from "../ports/task-collection.ts"
import { authorize } from "./authorize.ts"

/**
 * Creates a task with its first revision. A taken name is `NameTaken`, an unknown model or tag `ReferenceNotFound`, an id
 * that is not new a `Fault`.
 */
export const createTask = Effect.fn("createTask")(function* (caller: Caller, target: Target, content: NewTask) {
  yield* authorize(caller, "createTask", target)
  const models = yield* (yield* Models).find([...modelIds([content.revision])])
  const tags = yield* (yield* Tags).find([...content.tagIds, ...content.revisionTagIds])
  const ids = yield* Ids
  const task = yield* Effect.fromResult(
    planTask({
      content,
      target,
      caller,
      taskId: TaskId.make(yield* ids.next),
      revisionId: TaskRevisionId.make(yield* ids.next),
      now: yield* Clock.currentTimeMillis,
      known: { modelIds: models.map(({ id }) => id), tags }
    })
  )
  const outcome = yield* (yield* TaskCollection).insert(task)
  if (outcome === "taken") return yield* new NameTaken({ name: task.name })
  if (outcome === "exists")
    return yield* new Fault({ dependency: "ids", operation: "next", cause: givenBefore(task.id) })
  return task
})

const givenBefore = (id: TaskId) => new Error(`The id ${id} was given before: the project has, or had, a task with it`)
