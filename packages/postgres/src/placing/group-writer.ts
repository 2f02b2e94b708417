import type { Draft, Task, Tasks } from "@offshoot/core"
import { Effect, Latch } from "effect"
import { makeDeadline } from "../deadline.ts"
import { type Lane, makeLanes } from "../lanes.ts"
import { Limits } from "../limits.ts"
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
  const limits = yield* Limits
  const deadline = yield* makeDeadline(limits.deadline)
  const lanes = yield* makeLanes(limits.writers)
  const write = yield* makeWriteGroup(find)
  const queue = new FamilyQueue<Placing>()
  /** Open while there may be work for a lane. */
  const bell = Latch.makeUnsafe(false)
  let idle = lanes.length
  let waitingForLock = 0

  const place = (draft: Draft): Effect.Effect<Task, PlaceError> =>
    Effect.callback((answer) => {
      const item = placing(draft, (result) => {
        ended()
        answer(result)
      })
      const ended = deadline.begin(() => {
        leave(item, queue)
        answer(Effect.fail(unavailable(item)))
      })
      if (queue.size >= limits.waiting) return item.settle(Effect.fail(unavailable(item)))
      queue.add(item)
      bell.openUnsafe()
      return Effect.sync(() => {
        ended()
        leave(item, queue)
      })
    })

  const nextGroup = (prefersLocked: boolean): Group<Placing> | undefined => {
    const share = Math.min(groupLimit, Math.max(groupMinimum, Math.ceil(queue.size / idle)))
    // At most half of the lanes wait for locks, but at least one may.
    const mayWait = queue.hasLocked && waitingForLock < Math.max(1, Math.floor(lanes.length / 2))
    if (mayWait && (prefersLocked || !queue.hasReady)) return queue.takeLocked(share)
    return queue.hasReady ? queue.takeReady(share) : undefined
  }

  const writeNext = Effect.fnUntraced(function* (lane: Lane, prefersLocked: boolean) {
    const group = nextGroup(prefersLocked)
    if (group === undefined) {
      bell.closeUnsafe()
      return
    }
    const waits = group.waitFor === undefined ? 0 : 1
    idle--
    waitingForLock += waits
    const { again, locked } = yield* write(lane, group)
    idle++
    waitingForLock -= waits
    queue.finish(group, again, locked)
    bell.openUnsafe()
  }, Effect.uninterruptible)

  yield* Effect.forEach(
    lanes,
    (lane, index) => {
      // The last lane sees to what is locked elsewhere first; the only one takes turns.
      let prefersLocked = index === lanes.length - 1
      return Effect.suspend(() => {
        if (lanes.length === 1) prefersLocked = !prefersLocked
        return writeNext(lane, prefersLocked)
      }).pipe(
        (next) => Effect.andThen(Effect.andThen(bell.await, Effect.yieldNow), next),
        Effect.forever,
        Effect.forkScoped
      )
    },
    { discard: true }
  )

  return place
})
