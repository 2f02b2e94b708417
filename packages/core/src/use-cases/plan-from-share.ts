import { Clock, Effect } from "effect"
import type { Caller } from "../domain/caller.ts"
import { type IdempotencyKey, keyedDraftId } from "../domain/draft-id.ts"
import { type ShortId, TaskId, TaskRevisionId } from "../domain/identifiers.ts"
import { planClone } from "../domain/plan-clone.ts"
import type { Target } from "../domain/target.ts"
import { usableShare } from "../domain/usable-share.ts"
import { Ids } from "../ports/ids.ts"
import { Shares } from "../ports/shares.ts"

/** Who wants to clone which share into which project. */
export interface CloneRequest {
  readonly caller: Caller
  readonly target: Target
  readonly shortId: ShortId
  /** Names this clone over all retries: with it, the same request is the same task. */
  readonly idempotencyKey?: IdempotencyKey
}

/** The id of the draft: derived from the request where a key names it, else a new one. */
export const draftId = Effect.fnUntraced(function* ({ caller, idempotencyKey, shortId, target }: CloneRequest) {
  if (idempotencyKey !== undefined) return yield* keyedDraftId(caller, target, shortId, idempotencyKey)
  return TaskId.make(yield* (yield* Ids).next)
})

/** What cloning and previewing have in common once the caller may: the share, whether it is usable now, and the plan. */
export const planFromShare = Effect.fnUntraced(function* (request: CloneRequest, taskId: TaskId) {
  const shares = yield* Shares
  const found = yield* shares.find(request.shortId)
  const now = yield* Clock.currentTimeMillis
  const shared = yield* Effect.fromResult(usableShare(found, now))
  const revisionId = TaskRevisionId.make(yield* (yield* Ids).next)
  return yield* Effect.fromResult(
    planClone({ shared, target: request.target, caller: request.caller, taskId, revisionId, now })
  )
})
