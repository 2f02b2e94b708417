import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Effect, References } from "effect"
import { run } from "../src/run.ts"

/** The command `offshoot` as a program that logs whatever can be logged. */
run(process.argv.slice(2)).pipe(
  Effect.provideService(References.MinimumLogLevel, "All"),
  Effect.provide(NodeServices.layer),
  NodeRuntime.runMain({ disableErrorReporting: true })
)
