import { Effect } from "effect"
import type { Finding } from "./finding.ts"

/** The finding of a first examination, and those of the others, unless the service is down: then there is no more to say. */
export const examine = (
  first: Effect.Effect<Finding>,
  others: ReadonlyArray<Effect.Effect<Finding | ReadonlyArray<Finding>, Finding>>
): Effect.Effect<ReadonlyArray<Finding>> =>
  Effect.gen(function* () {
    const found = yield* first
    if (found.verdict === "down") return [found]
    const more = yield* Effect.forEach(others, Effect.catch(Effect.succeed<Finding>))
    return [found, ...more.flat()]
  })
