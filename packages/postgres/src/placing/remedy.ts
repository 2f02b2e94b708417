import type { SqlError } from "effect/sql"
import { isBroken, isPassing } from "../failures.ts"
import type { Group, Waiting } from "./family-queue.ts"
import type { GroupFailed } from "./place-group.ts"

/** What is done about a group that failed. */
export type Remedy<Item> =
  /** Its callers are told. */
  | { readonly _tag: "Refuse" }
  /** It is tried again after a short wait, which counts as no attempt. */
  | { readonly _tag: "Wait" }
  /** It is tried again. */
  | { readonly _tag: "TryAgain" }
  /** It is tried again, once others have given up what they hold of these families; for the rest it was no attempt. */
  | { readonly _tag: "AwaitLocks"; readonly locked: ReadonlySet<string> }
  /** Its parts are written one by one. */
  | { readonly _tag: "Divide"; readonly parts: ReadonlyArray<ReadonlyArray<Item>> }

/** Decides it; a bare `SqlError` means that no connection could be opened. */
export const remedyOf = <Item extends Waiting>(
  { items, waitFor }: Group<Item>,
  failure: GroupFailed | SqlError.SqlError
): Remedy<Item> => {
  // No connection could be opened: that counts as no attempt, and is worth a short wait.
  if (failure._tag === "SqlError") return isPassing(failure) ? { _tag: "Wait" } : { _tag: "Refuse" }
  const { committing, error } = failure
  if (error.reason._tag === "LockTimeoutError") {
    const byFamily = Map.groupBy(items, ({ family }) => family)
    // Somebody without lock stalls with a name of one family: alone, the others are stored.
    if (committing && byFamily.size > 1) return { _tag: "Divide", parts: [...byFamily.values()] }
    // Before the commit only the one that was waited for is known to be locked: the others were not tried.
    const isLocked = (family: string) => committing || family === waitFor
    return { _tag: "AwaitLocks", locked: new Set([...byFamily.keys()].filter(isLocked)) }
  }
  if (isBroken(error) || error.isRetryable) return { _tag: "TryAgain" }
  // One draft's data broke the statement: alone, the others are stored.
  if (items.length > 1 && !isPassing(error)) return { _tag: "Divide", parts: items.map((item) => [item]) }
  return { _tag: "Refuse" }
}
