import { Clock, Effect } from "effect"
import type { Caller } from "../domain/caller.ts"
import { ShortIdTaken, Unavailable } from "../domain/errors.ts"
import { ShareId, type TaskId } from "../domain/identifiers.ts"
import { type NewShare, planShare } from "../domain/new-share.ts"
import type { Target } from "../domain/target.ts"
import { Ids } from "../ports/ids.ts"
import { ShareCollection } from "../ports/share-collection.ts"
import { authorize } from "./authorize.ts"
import { liveTask } from "./live-task.ts"

/** Two drawn ids hardly ever collide; a store that always says so must not be asked for ever. */
const draws = 8

/** Shares one revision of a task under a new short id. A custom one that is taken is `ShortIdTaken`. */
export const createShare = Effect.fn("createShare")(function* (
  caller: Caller,
  target: Target,
  taskId: TaskId,
  content: NewShare
) {
  yield* authorize(caller, "edit", target)
  const task = yield* liveTask(target, taskId)
  const ids = yield* Ids
  const shareId = ShareId.make(yield* ids.next)
  const now = yield* Clock.currentTimeMillis
  const shares = yield* ShareCollection

  for (let draw = 1; draw <= draws; draw++) {
    const shortId = content.customShortId ?? (yield* ids.shortId)
    const share = yield* Effect.fromResult(planShare({ content, task, caller, shareId, shortId, now }))
    if ((yield* shares.insert(share)) === "inserted") return { share, task }
    if (content.customShortId !== null) return yield* new ShortIdTaken({ shortId })
  }
  return yield* new Unavailable({ dependency: "shares", operation: "insert", outcome: "nothing stored" })
})
