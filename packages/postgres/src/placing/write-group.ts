import { Fault, TaskNotFound, type Tasks, type Unavailable } from "@offshoot/core"
import { Effect, Option } from "effect"
import { SqlError } from "effect/sql"
import { dependency, failureOf, isBroken } from "../failures.ts"
import type { Lane } from "../lanes.ts"
import { Limits } from "../limits.ts"
import type { Group } from "./family-queue.ts"
import { lockPatience } from "./group-statements.ts"
import { GroupFailed, type Placed, placeGroup } from "./place-group.ts"
import { mayTryAgain, operation, type Placing, stays, unavailable } from "./placing.ts"
import { remedyOf } from "./remedy.ts"

/** What a group leaves behind: the drafts that still wait, and the families that are locked elsewhere. */
interface Left {
  readonly again: ReadonlyArray<Placing>
  readonly locked: ReadonlySet<string>
}

/**
 * Writes the drafts of a group, and tells each its answer. Drafts that lost to others, or whose group failed, are left for
 * another group, or written alone.
 *
 * @param find answers a draft that turns out to be stored already
 */
export const makeWriteGroup = Effect.fnUntraced(function* (find: Tasks["Service"]["find"]) {
  const limits = yield* Limits
  const run = Effect.runForkWith(yield* Effect.context<never>())

  const write = (lane: Lane, group: Group<Placing>, isPart = false): Effect.Effect<Left> => {
    const forNames = isPart ? briefPatience : lockPatience
    for (const item of group.items) item.sent = false
    return lane
      .use((query) => {
        // Callers that left while the connection was being opened were told that nothing is stored.
        const items = group.items.filter(stays)
        if (items.length === 0) return Effect.succeed(nothingPlaced)
        for (const item of items) item.sent = true
        return placeGroup(query, { ...group, items }, { deadline: limits.deadline, forNames }).pipe(
          Effect.catchDefect((defect) => Effect.fail(new GroupFailed(unsendable(defect), false))),
          Effect.timeoutOrElse({
            duration: limits.deadline,
            orElse: () => Effect.fail(new GroupFailed(stalled, true))
          })
        )
      })
      .pipe(
        Effect.matchEffect({
          onSuccess: ({ exhausted, locked, placed, stored }) =>
            Effect.sync(() => {
              const again: Array<Placing> = []
              for (const item of group.items) {
                const task = placed.get(item)
                const noName = exhausted.get(item)
                if (task !== undefined) item.settle(Effect.succeed(task))
                else if (noName !== undefined) item.settle(Effect.fail(noName))
                else if (stored.includes(item)) run(answerStored(item))
                else if (locked.has(item.family) ? stays(item) : mayTryAgain(item)) again.push(item)
              }
              return { again, locked }
            }),
          onFailure: (failure) => afterFailure(lane, group, failure, isPart)
        }),
        // Opening a connection can also die: a host's password provider may throw anything.
        Effect.catchDefect((cause) => refuse(group.items, new Fault({ dependency, operation, cause })))
      )
  }

  /** Tells callers the failure; where a draft may be stored, that the outcome is unknown. */
  const refuse = (items: ReadonlyArray<Placing>, failure: Unavailable | Fault) =>
    Effect.sync(() => {
      for (const item of items) item.settle(Effect.fail(item.mayBeStored ? unavailable(item, failure) : failure))
      return { again: [], locked: noFamilies }
    })

  const answerStored = ({ draft, settle }: Placing) =>
    Effect.matchEffect(find(draft.projectId, draft.id), {
      onSuccess: (found) =>
        Effect.sync(() =>
          settle(
            Option.isSome(found) ? Effect.succeed(found.value) : Effect.fail(new TaskNotFound({ taskId: draft.id }))
          )
        ),
      // It is stored: "nothing stored" would be wrong.
      onFailure: (error) =>
        Effect.sync(() =>
          settle(Effect.fail(error._tag === "Fault" ? error : unavailable({ mayBeStored: true }, error)))
        )
    })

  const afterFailure = Effect.fnUntraced(function* (
    lane: Lane,
    group: Group<Placing>,
    failed: GroupFailed | SqlError.SqlError,
    isPart: boolean
  ) {
    const error = failed._tag === "GroupFailed" ? failed.error : failed
    const failure = failureOf(error, operation, "nothing stored")
    if (isBroken(error)) {
      yield* lane.discard
      if (failed._tag === "GroupFailed" && failed.committing) for (const item of group.items) item.mayBeStored = true
    }
    const remedy = remedyOf(group, failed)
    switch (remedy._tag) {
      case "Refuse":
        return yield* refuse(group.items, failure)
      case "Wait":
        yield* Effect.sleep(reconnectPause)
        return { again: group.items.filter(stays), locked: noFamilies }
      case "TryAgain":
        return { again: group.items.filter((item) => mayTryAgain(item, failure.cause)), locked: noFamilies }
      case "AwaitLocks": {
        const { locked } = remedy
        // A part tells what is held from what is not, and is no attempt.
        const isAttempt = (item: Placing) => locked.has(item.family) && !isPart
        const waits = (item: Placing) => (isAttempt(item) ? mayTryAgain(item, failure.cause) : stays(item))
        return { again: group.items.filter(waits), locked }
      }
      case "Divide":
        return yield* writeEach(lane, remedy.parts)
    }
  })

  const writeEach = (lane: Lane, parts: ReadonlyArray<ReadonlyArray<Placing>>) => {
    // Nothing of the group is stored; a part that waits for the others to be written is not sent.
    for (const item of parts.flat()) item.sent = false
    return Effect.map(
      Effect.forEach(parts, (items) => write(lane, { items, waitFor: undefined }, true)),
      (written) => ({
        again: written.flatMap(({ again }) => again),
        locked: new Set(written.flatMap(({ locked }) => [...locked]))
      })
    )
  }

  return write
})

/** What tells a name that is held for long from the many that are not: those that are wait with their like. */
const briefPatience = "20ms"

const reconnectPause = "200 millis"
const noFamilies: ReadonlySet<string> = new Set()
const nothingPlaced: Placed<Placing> = { placed: new Map(), stored: [], exhausted: new Map(), locked: noFamilies }

/** A value outside the domain's types, as an untyped host may pass. */
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
