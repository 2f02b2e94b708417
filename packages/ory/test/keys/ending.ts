import { Effect, Exit } from "effect"
import type { KeySet } from "../../src/index.ts"
import { es256 } from "./published.ts"

/** How a question for a key ends: "found", or the tag of its refusal. */
export const ending = (keys: KeySet, kid: string) =>
  Effect.match(keys(es256(kid)), { onFailure: ({ _tag }) => _tag, onSuccess: () => "found" as const })

/** Whether a key is found without a wait, or anything else to do. */
export const isAtHand = (keys: KeySet, kid: string): boolean => {
  const found = keys(es256(kid))
  return Exit.isExit(found) && Exit.isSuccess(found)
}
