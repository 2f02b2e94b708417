import { Effect } from "effect"
import { ready, type Watched } from "../upstream/ready.ts"
import { type Finding, findings } from "./finding.ts"
import { why } from "./why.ts"

/**
 * Whether a service says that it is ready, with its database.
 *
 * @param remedy what to do where something answers that does not say it
 */
export const examineHealth = (watched: Watched, remedy: string): Effect.Effect<Finding> => {
  const { down, ok, wrong } = findings(watched.dependency)
  return ready(watched).pipe(
    Effect.as(ok("is ready")),
    Effect.catchTags({
      Unavailable: (error) =>
        Effect.succeed(down(`is not ready: ${why(error)}`, "start it, and look at its log and its database")),
      Fault: (error) => Effect.succeed(wrong(`does not say whether it is ready: ${why(error)}`, remedy))
    })
  )
}
