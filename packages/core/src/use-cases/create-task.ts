import { Clock, Effect } from "effect"
import type { Caller } from "../domain/caller.ts"
import { NameTaken } from "../domain/errors.ts"
import { TaskId, TaskRevisionId } from "../domain/identifiers.ts"
import { modelIds } from "../domain/model.ts"
import { type NewTask, planTask } from "../domain/new-task.ts"
import type { Target } from "../domain/target.ts"
import { Ids } from "../ports/ids.ts"
import { Models } from "../ports/models.ts"
import { Tags } from "../ports/tags.ts"
import { TaskCollection } from "../ports/task-collection.ts"
import { authorize } from "./authorize.ts"

/** Creates a task with its first revision. A taken name is `NameTaken`, an unknown model or tag `ReferenceNotFound`. */
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
  return outcome === "inserted" ? task : yield* new NameTaken({ name: task.name })
})
