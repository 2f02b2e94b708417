import { Cause, Console, Effect } from "effect"
import { CliError, Command } from "effect/cli"
import { offshoot } from "./cli/offshoot.ts"
import { layerOneLineErrors } from "./cli/one-line-errors.ts"
import { failureLine } from "./failure-line.ts"
import { version } from "./version.ts"

/** Runs `offshoot` with these arguments; whatever goes wrong is said in one line, and fails. */
export const run = (args: ReadonlyArray<string>) =>
  Command.runWith(offshoot, { version })(args).pipe(
    Effect.tapCause((cause) =>
      // What is wrong with the arguments was said already.
      Cause.hasInterruptsOnly(cause) || CliError.isCliError(Cause.squash(cause))
        ? Effect.void
        : Console.error(`offshoot: ${failureLine(cause)}`)
    ),
    Effect.provide(layerOneLineErrors)
  )
