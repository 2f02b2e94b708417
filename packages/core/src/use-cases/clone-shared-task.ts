import { Effect, Option, Result } from "effect"
import { lightSpan } from "../ports/light-span.ts"
import { Tasks } from "../ports/tasks.ts"
import { authorize } from "./authorize.ts"
import { type CloneRequest, draftId, planFromShare } from "./plan-from-share.ts"

/**
 * Clones a shared task into a project: a new task with a free name, only the pinned revision, live at 100 %, and a link
 * back to its origin. The source is never written.
 *
 * Refusals, in this order: `PermissionDenied`, `ShareNotFound`, `ShareRevoked` or `ShareExpired`, `TaskNotCloneable`,
 * `NamesExhausted`. With an idempotency key the same request is the same task, also when the share was revoked since;
 * `TaskNotFound` if that task was deleted. `Unavailable` says whether something may have been stored.
 */
export const cloneSharedTask = Effect.fnUntraced(function* (request: CloneRequest) {
  const tasks = yield* Tasks
  yield* authorize(request.caller, "createTask", request.target)
  const taskId = yield* draftId(request)
  const planned = yield* Effect.result(planFromShare(request, taskId))
  if (Result.isSuccess(planned)) return yield* tasks.place(planned.success)

  // A retry is answered although the share can no longer be used.
  const placed =
    request.idempotencyKey === undefined ? Option.none() : yield* tasks.find(request.target.projectId, taskId)
  return Option.isSome(placed) ? placed.value : yield* Effect.fail(planned.failure)
}, lightSpan("cloneSharedTask"))
