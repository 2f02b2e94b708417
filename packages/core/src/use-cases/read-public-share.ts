import { Clock, Effect } from "effect"
import type { ShortId } from "../domain/identifiers.ts"
import { usableShare } from "../domain/usable-share.ts"
import { ShareCollection } from "../ports/share-collection.ts"
import { Shares } from "../ports/shares.ts"

/** What anybody with the link may read: the shared task with its pinned revision. Counts a view. */
export const readPublicShare = Effect.fn("readPublicShare")(function* (shortId: ShortId) {
  const found = yield* (yield* Shares).find(shortId)
  const now = yield* Clock.currentTimeMillis
  const shared = yield* Effect.fromResult(usableShare(found, now))
  yield* (yield* ShareCollection).countView(shared.share.id)
  return shared
})
