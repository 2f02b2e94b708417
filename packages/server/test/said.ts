import { NodeServices } from "@effect/platform-node"
import { ConfigProvider, Effect, Exit } from "effect"
import { TestConsole } from "effect/testing"
import { run } from "../src/run.ts"
import type { Variables } from "./offshoot.ts"

/** What a command that ends by itself says, run in this process: for the many that never get to do anything. */
export const said = (args: string, variables: Variables = {}) =>
  Effect.gen(function* () {
    const exit = yield* Effect.exit(run(args.split(" ")))
    const [output, errors] = [yield* TestConsole.logLines, yield* TestConsole.errorLines]
    return { succeeded: Exit.isSuccess(exit), output: output.join("\n"), errors: errors.join("\n") }
  }).pipe(
    Effect.provide([
      NodeServices.layer,
      TestConsole.layer,
      ConfigProvider.layer(ConfigProvider.fromEnvRecord(variables))
    ]),
    Effect.runPromise
  )
