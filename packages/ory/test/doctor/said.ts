import { Effect } from "effect"
import type { Finding } from "../../src/index.ts"

/** What was found wrong or down, each with its verdict. */
export const said = (examination: Effect.Effect<ReadonlyArray<Finding>>) =>
  Effect.map(examination, (found) =>
    found.filter(({ verdict }) => verdict !== "ok").map(({ says, verdict }) => `${verdict}: ${says}`)
  )

/** Settings are called by their members. */
export const named = (member: string) => member
