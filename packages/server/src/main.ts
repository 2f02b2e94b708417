#!/usr/bin/env node
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Cause, Console, Effect, Exit, Runtime } from "effect"
import { CliError, Command } from "effect/cli"
import { offshoot } from "./cli/offshoot.ts"
import { layerOneLineErrors } from "./cli/one-line-errors.ts"
import { failureLine } from "./failure-line.ts"
import { version } from "./version.ts"

/** A service that was told to stop has set the exit code itself: that is a good end. */
const teardown: Runtime.Teardown = (exit, end) =>
  Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause)
    ? end(Number(process.exitCode ?? 130))
    : Runtime.defaultTeardown(exit, end)

Command.run(offshoot, { version }).pipe(
  Effect.tapCause((cause) =>
    Cause.hasInterruptsOnly(cause) || CliError.isCliError(Cause.squash(cause))
      ? Effect.void
      : Console.error(`offshoot: ${failureLine(cause)}`)
  ),
  Effect.provide([NodeServices.layer, layerOneLineErrors]),
  NodeRuntime.runMain({ disableErrorReporting: true, teardown })
)
