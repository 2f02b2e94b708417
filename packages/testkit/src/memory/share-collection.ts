import { ShareCollection } from "@offshoot/core"
import { Effect, Option } from "effect"
import { copy, type State } from "./state.ts"

/** The collection of shares of a memory store. */
export const memoryShareCollection = (state: State): ShareCollection["Service"] =>
  ShareCollection.of({
    insert: (share) =>
      Effect.sync(() => {
        if ([...state.shares.values()].some(({ id, shortId }) => id === share.id || shortId === share.shortId))
          return "taken"
        state.shares.set(share.id, copy(share))
        return "inserted"
      }),
    revoke: ({ now, projectId, shareId, taskId }) =>
      Effect.sync(() => {
        const share = state.shares.get(shareId)
        if (share === undefined || share.projectId !== projectId || share.taskId !== taskId) return Option.none()
        const revoked = share.active ? { ...share, active: false, modified: now } : share
        state.shares.set(shareId, revoked)
        return Option.some(copy(revoked))
      }),
    countView: (shareId) =>
      Effect.sync(() => {
        const share = state.shares.get(shareId)
        if (share !== undefined) state.shares.set(shareId, { ...share, viewsCount: share.viewsCount + 1 })
      })
  })
