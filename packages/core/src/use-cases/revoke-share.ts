import { Clock, Effect, Option } from "effect"
import type { Caller } from "../domain/caller.ts"
import { ShareNotFound } from "../domain/errors.ts"
import type { ShareId, TaskId } from "../domain/identifiers.ts"
import type { Target } from "../domain/target.ts"
import { ShareCollection } from "../ports/share-collection.ts"
import { authorize } from "./authorize.ts"
import { liveTask } from "./live-task.ts"

/** Ends a share for good; it stays on record. Revoking again answers the same, unchanged. */
export const revokeShare = Effect.fn("revokeShare")(function* (
  caller: Caller,
  target: Target,
  taskId: TaskId,
  shareId: ShareId
) {
  yield* authorize(caller, "edit", target)
  const task = yield* liveTask(target, taskId)
  const now = yield* Clock.currentTimeMillis
  const share = yield* (yield* ShareCollection).revoke({ projectId: target.projectId, taskId, shareId, now })
  return Option.isSome(share) ? { share: share.value, task } : yield* new ShareNotFound()
})
