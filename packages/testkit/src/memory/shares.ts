import { type SharedTask, Shares, type ShortId } from "@offshoot/core"
import { Effect, Option } from "effect"
import { copy, type State, taskKey } from "./state.ts"

/** The shares of a memory store, read with their tasks. */
export const memoryShares = (state: State): Shares["Service"] =>
  Shares.of({ find: (shortId) => Effect.sync(() => Option.map(sharedTask(state, shortId), copy)) })

const sharedTask = (state: State, shortId: ShortId): Option.Option<SharedTask> => {
  const share = [...state.shares.values()].find((one) => one.shortId === shortId)
  const found = share && state.tasks.get(taskKey(share.projectId, share.taskId))
  if (share === undefined || found === undefined) return Option.none()
  const { activeRevisions: _, revisions, ...task } = found
  const revision = revisions.find(({ id }) => id === share.taskRevisionId)
  return revision === undefined ? Option.none() : Option.some({ share, task, revision })
}
