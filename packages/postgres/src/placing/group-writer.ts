import type { Draft, Task, Tasks } from "@offshoot/core"
import { Effect } from "effect"
import { type Lane, makeLanes } from "../lanes.ts"
import { Limits } from "../limits.ts"
import { makeWaitingRoom } from "../waiting-room.ts"
import { FamilyQueue, type Group, groupLimit } from "./family-queue.ts"
import { leave, type PlaceError, type Placing, placing, unavailable } from "./placing.ts"
import { makeWriteGroup } from "./write-group.ts"

/** A group smaller than this is not worth dividing between writers. */
const groupMinimum = 8

/**
 * Writes drafts in groups: those that arrive while a group is being written are written together, in one transaction.
 * A lone draft on an idle server waits for nothing.
 *
 * @param find answers a draft that turns out to be stored already
 */
export const makeGroupWriter = Effect.fnUntraced(function* (find: Tasks["Service"]["find"]) {
  const { writers } = yield* Limits
  const lanes = yield* makeLanes(writers)
  const room = yield* makeWaitingRoom
  const write = yield* makeWriteGroup(find)
  const queue = new FamilyQueue<Placing>()
  let idle = lanes.length
  let waitingForLock = 0

  const take = (prefersLocked: boolean): Group<Placing> | undefined => {
    const share = Math.min(groupLimit, Math.max(groupMinimum, Math.ceil(queue.size / idle)))
    // At most half of the lanes wait for locks, but at least one may.
    const mayWait = queue.hasLocked && waitingForLock < Math.max(1, Math.floor(lanes.length / 2))
    if (mayWait && (prefersLocked || !queue.hasReady)) {
      idle--
      waitingForLock++
      return queue.takeLocked(share)
    }
    if (!queue.hasReady) return undefined
    idle--
    return queue.takeReady(share)
  }

  const writeTaken = (lane: Lane, group: Group<Placing>) =>
    Effect.map(write(lane, group), ({ again, locked }) => {
      idle++
      if (group.waitFor !== undefined) waitingForLock--
      queue.finish(group, again, locked)
    })

  for (const [index, lane] of lanes.entries()) {
    // The last lane sees to what is locked elsewhere first; the only one takes turns.
    let prefersLocked = index === lanes.length - 1
    const takeNext = () => {
      if (lanes.length === 1) prefersLocked = !prefersLocked
      return take(prefersLocked)
    }
    yield* room.employ(takeNext, (group) => writeTaken(lane, group))
  }

  return room.wait<Draft, Placing, Task, PlaceError>({
    size: () => queue.size,
    item: placing,
    add: (item) => queue.add(item),
    leave: (item) => leave(item, queue),
    unavailable
  })
})
