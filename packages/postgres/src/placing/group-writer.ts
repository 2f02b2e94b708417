import {
  type Draft,
  Fault,
  type NamesExhausted,
  type Task,
  TaskNotFound,
  type Tasks,
  Unavailable
} from "@offshoot/core"
import { Effect, Latch, Option } from "effect"
import { SqlError } from "effect/sql"
import { makeDeadline } from "../deadline.ts"
import { dependency, failureOf, isBroken, isPassing, withoutQuotes } from "../failures.ts"
import { type Lane, makeLanes } from "../lanes.ts"
import { Limits } from "../limits.ts"
import { GroupFailed, type Placed, placeGroup } from "./place-group.ts"
import { groupLimit, StemQueue, stemKey, type Turn, type Waiting } from "./stem-queue.ts"

/** A group smaller than this is not worth dividing between writers. */
const groupMinimum = 8
/** How often a draft is tried whose name, lock or transaction is lost to others. */
const attempts = 8

type PlaceError = NamesExhausted | TaskNotFound | Unavailable | Fault

interface Item extends Waiting {
  readonly settle: (answer: Effect.Effect<Task, PlaceError>) => void
  failedAttempts: number
  /** It went to the server in the group that has it. */
  sent: boolean
  /** A COMMIT of it was sent and not answered. */
  mayBeStored: boolean
  callerLeft: boolean
}

const operation = "place a task"
const unavailable = ({ mayBeStored }: Pick<Item, "mayBeStored">, cause?: unknown) =>
  new Unavailable({
    dependency,
    operation,
    outcome: mayBeStored ? "unknown" : "nothing stored",
    ...(cause === undefined ? {} : { cause })
  })

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
  const run = Effect.runForkWith(yield* Effect.context<never>())
  const queue = new StemQueue<Item>()
  /** Open while there may be work for a lane. */
  const bell = Latch.makeUnsafe(false)
  let idle = lanes.length
  let waitingForLock = 0

  const place = (draft: Draft): Effect.Effect<Task, PlaceError> =>
    Effect.callback((answer) => {
      const settle = (result: Effect.Effect<Task, PlaceError>) => {
        ended()
        answer(result)
      }
      const item: Item = {
        draft,
        stem: stemKey(draft),
        settle,
        failedAttempts: 0,
        sent: false,
        mayBeStored: false,
        callerLeft: false
      }
      const leave = () => {
        item.callerLeft = true
        // One that a group has sent already may be stored by it.
        if (!queue.remove(item) && item.sent) item.mayBeStored = true
      }
      const ended = deadline.begin(() => {
        leave()
        answer(Effect.fail(unavailable(item)))
      })
      if (queue.size >= limits.waiting) return settle(Effect.fail(unavailable(item)))
      queue.add(item)
      bell.openUnsafe()
      return Effect.sync(() => {
        ended()
        leave()
      })
    })

  const nextTurn = (prefersElsewhere: boolean): Turn<Item> | undefined => {
    const share = Math.min(groupLimit, Math.max(groupMinimum, Math.ceil(queue.size / idle)))
    // At most half of the lanes wait for locks, but at least one may.
    const mayWait = queue.hasElsewhere && waitingForLock < Math.max(1, Math.floor(lanes.length / 2))
    if (mayWait && (prefersElsewhere || !queue.hasReady)) return queue.takeElsewhere(share)
    return queue.hasReady ? queue.takeReady(share) : undefined
  }

  /** Gives a turn's drafts their answers; answers those that still wait, and the stems that are locked elsewhere. */
  const write = (
    lane: Lane,
    turn: Turn<Item>
  ): Effect.Effect<{ readonly again: ReadonlyArray<Item>; readonly locked: ReadonlySet<string> }> => {
    for (const item of turn.items) item.sent = false
    return lane
      .use((query) => {
        // While a connection was opened callers may have left, who are told that nothing is stored.
        const items = turn.items.filter(stays)
        if (items.length === 0) return Effect.succeed(nothingPlaced)
        for (const item of items) item.sent = true
        return placeGroup(query, { ...turn, items }).pipe(
          Effect.catchDefect((defect) => Effect.fail(new GroupFailed(unsendable(defect), false))),
          Effect.timeoutOrElse({
            duration: limits.deadline,
            orElse: () => Effect.fail(new GroupFailed(stalled, true))
          })
        )
      })
      .pipe(
        Effect.matchEffect({
          onSuccess: (group) =>
            Effect.sync(() => {
              const again: Array<Item> = []
              for (const item of turn.items) {
                const task = group.placed.get(item)
                const exhausted = group.exhausted.get(item)
                if (task !== undefined) item.settle(Effect.succeed(task))
                else if (exhausted !== undefined) item.settle(Effect.fail(exhausted))
                else if (group.stored.includes(item)) run(answerStored(item))
                else if (group.locked.has(item.stem) ? stays(item) : mayTryAgain(item)) again.push(item)
              }
              return { again, locked: group.locked }
            }),
          onFailure: (failure) => afterFailure(lane, turn, failure)
        }),
        // Not to be had is not only a connection that the server refuses: a host's own password may fail in any way.
        Effect.catchDefect((cause) => refuse(turn.items, new Fault({ dependency, operation, cause })))
      )
  }

  /** Those of which nothing may be stored are told the failure. */
  const refuse = (items: ReadonlyArray<Item>, failure: Unavailable | Fault) =>
    Effect.sync(() => {
      for (const item of items) item.settle(Effect.fail(item.mayBeStored ? unavailable(item, failure) : failure))
      return { again: [], locked: noStems }
    })

  const answerStored = ({ draft, settle }: Item) =>
    Effect.matchEffect(find(draft.projectId, draft.id), {
      onSuccess: (found) =>
        Effect.sync(() =>
          settle(
            Option.isSome(found) ? Effect.succeed(found.value) : Effect.fail(new TaskNotFound({ taskId: draft.id }))
          )
        ),
      // It is stored, so that to tell "nothing stored" would be wrong.
      onFailure: (error) =>
        Effect.sync(() =>
          settle(Effect.fail(error._tag === "Fault" ? error : unavailable({ mayBeStored: true }, error)))
        )
    })

  const afterFailure = Effect.fnUntraced(function* (
    lane: Lane,
    turn: Turn<Item>,
    failure: GroupFailed | SqlError.SqlError
  ) {
    const error = withoutQuotes(failure._tag === "GroupFailed" ? failure.error : failure)
    if (isBroken(error)) yield* lane.discard
    // No connection was to be had: nobody's attempt, and worth a moment.
    if (failure._tag === "SqlError") {
      if (!isPassing(error)) return yield* refuse(turn.items, failureOf(error, operation, "nothing stored"))
      yield* Effect.sleep(reconnectPause)
      return { again: turn.items.filter(stays), locked: noStems }
    }
    if (failure.committing && isBroken(error)) for (const item of turn.items) item.mayBeStored = true
    const isHeldUp = error.reason._tag === "LockTimeoutError"
    const byStem = Map.groupBy(turn.items, ({ stem }) => stem)
    // Somebody without lock stalls with a name of one stem: alone, the others are stored.
    if (isHeldUp && failure.committing && byStem.size > 1) return yield* writeEach(lane, [...byStem.values()])
    if (isHeldUp) {
      const isHolding = ({ stem }: Item) => failure.committing || stem === turn.waitFor
      const again = turn.items.filter((item) => (isHolding(item) ? mayTryAgain(item, error) : stays(item)))
      return { again, locked: new Set(byStem.keys()) }
    }
    if (isBroken(error) || error.isRetryable)
      return { again: turn.items.filter((item) => mayTryAgain(item, error)), locked: noStems }
    // One draft's data broke the statement: alone, the others are stored.
    if (turn.items.length > 1 && !isPassing(error)) {
      return yield* writeEach(
        lane,
        turn.items.map((item) => [item])
      )
    }
    return yield* refuse(turn.items, failureOf(error, operation, "nothing stored"))
  })

  const writeEach = (lane: Lane, parts: ReadonlyArray<ReadonlyArray<Item>>) =>
    Effect.map(
      Effect.forEach(parts, (items) => write(lane, { items, waitFor: undefined })),
      (written) => ({
        again: written.flatMap(({ again }) => again),
        locked: new Set(written.flatMap(({ locked }) => [...locked]))
      })
    )

  const mayTryAgain = (item: Item, cause?: unknown): boolean => {
    item.failedAttempts++
    if (item.failedAttempts < attempts) return stays(item)
    item.settle(Effect.fail(unavailable(item, cause)))
    return false
  }

  const takeTurn = Effect.fnUntraced(function* (lane: Lane, prefersElsewhere: boolean) {
    const turn = nextTurn(prefersElsewhere)
    if (turn === undefined) {
      bell.closeUnsafe()
      return
    }
    const waits = turn.waitFor === undefined ? 0 : 1
    idle--
    waitingForLock += waits
    const { again, locked } = yield* write(lane, turn)
    idle++
    waitingForLock -= waits
    queue.finish(turn, again, locked)
    bell.openUnsafe()
  }, Effect.uninterruptible)

  yield* Effect.forEach(
    lanes,
    (lane, index) => {
      // The last lane sees to what is locked elsewhere first; the only one takes turns.
      let prefersElsewhere = index === lanes.length - 1
      return Effect.suspend(() => {
        if (lanes.length === 1) prefersElsewhere = !prefersElsewhere
        return takeTurn(lane, prefersElsewhere)
      }).pipe(
        (turn) => Effect.andThen(Effect.andThen(bell.await, Effect.yieldNow), turn),
        Effect.forever,
        Effect.forkScoped
      )
    },
    { discard: true }
  )

  return place
})

const reconnectPause = "200 millis"
const noStems: ReadonlySet<string> = new Set()
const nothingPlaced: Placed<Item> = { placed: new Map(), stored: [], exhausted: new Map(), locked: noStems }

/** A draft whose caller left is not tried again. */
const stays = ({ callerLeft }: Item): boolean => !callerLeft

/** A value that is no domain value: a host's own share may bring one. */
const unsendable = (cause: unknown) =>
  new SqlError.SqlError({
    reason: new SqlError.UnknownError({ cause, message: "A draft could not be sent", operation })
  })

const stalled = new SqlError.SqlError({
  reason: new SqlError.ConnectionError({
    cause: new Error("The connection stalled"),
    message: "The connection stalled",
    operation
  })
})
