import type { KetoSettings } from "@offshoot/ory"
import { Effect, type FileSystem, Option, Result } from "effect"
import type { CommandFailed } from "../command-failed.ts"
import { allSettings } from "./all-settings.ts"
import { type CallerSettings, issuersOf } from "./caller-settings.ts"
import { callers } from "./callers.ts"
import { type DatabaseSettings, database } from "./database.ts"
import { keto } from "./keto.ts"
import { onlyKnownVariables } from "./known-variables.ts"
import { type Listening, listening } from "./listening.ts"

/** What `serve` is told by the environment, and `doctor` examines. */
export interface ServingSettings {
  readonly listening: Listening
  readonly database: DatabaseSettings
  readonly callers: CallerSettings
  readonly keto: Option.Option<KetoSettings>
}

/** Reads all of it, or says everything that is wrong with it. */
export const serving: Effect.Effect<ServingSettings, CommandFailed, FileSystem.FileSystem> = Effect.gen(function* () {
  const judged = yield* Effect.result(callers)
  return yield* allSettings(
    {
      listening,
      database,
      callers: Effect.fromResult(judged),
      keto: keto(Option.map(Result.getSuccess(judged), issuersOf))
    },
    [onlyKnownVariables]
  )
})
