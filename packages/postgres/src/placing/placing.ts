import { type Draft, type Fault, type NamesExhausted, type Task, type TaskNotFound, Unavailable } from "@offshoot/core"
import { Effect } from "effect"
import { dependency } from "../failures.ts"
import type { Settle } from "../waiting-room.ts"
import { type FamilyQueue, familyKey, type Waiting } from "./family-queue.ts"

export type PlaceError = NamesExhausted | TaskNotFound | Unavailable | Fault

/** A draft that is being placed, and what is known of it. */
export interface Placing extends Waiting {
  readonly settle: Settle<Task, PlaceError>
  /** How often its name, lock or transaction was lost to others. */
  failedAttempts: number
  /** The group that has it sent it to the server. */
  sent: boolean
  /** A COMMIT of it was sent and not answered, or it was sent when its caller left. */
  mayBeStored: boolean
  callerLeft: boolean
}

export const placing = (draft: Draft, settle: Placing["settle"]): Placing => ({
  draft,
  family: familyKey(draft),
  characters: charactersOf(draft),
  settle,
  failedAttempts: 0,
  sent: false,
  mayBeStored: false,
  callerLeft: false
})

const charactersOf = ({ revisions }: Draft): number =>
  revisions.reduce((sum, { systemPrompt, userPrompt }) => sum + lengthOf(systemPrompt) + lengthOf(userPrompt), 0)

/** A host without types may leave a text out, which then fails alone. */
const lengthOf = (text: string | undefined): number => text?.length ?? 0

export const operation = "place a task"

/** What the caller is told of a draft that was not placed in time, or was tried in vain too often. */
export const unavailable = ({ mayBeStored }: Pick<Placing, "mayBeStored">, cause?: unknown) =>
  new Unavailable({
    dependency,
    operation,
    outcome: mayBeStored ? "unknown" : "nothing stored",
    ...(cause === undefined ? {} : { cause })
  })

/** Its caller waits no longer: a draft that no group has is taken back. */
export const leave = (item: Placing, queue: FamilyQueue<Placing>): void => {
  item.callerLeft = true
  // One that a group has sent already may be stored by it.
  if (!queue.remove(item) && item.sent) item.mayBeStored = true
}

/** A draft whose caller left is not tried again. */
export const stays = ({ callerLeft }: Placing): boolean => !callerLeft

/** How often a draft is tried whose name, lock or transaction is lost to others. */
const attempts = 8

/** Counts a lost attempt; after the last the caller is told. */
export const mayTryAgain = (item: Placing, cause?: unknown): boolean => {
  item.failedAttempts++
  if (item.failedAttempts < attempts) return stays(item)
  item.settle(Effect.fail(unavailable(item, cause)))
  return false
}
