import { Effect, Option } from "effect"
import { allSettings } from "./all-settings.ts"
import { callers, issuersOf } from "./callers.ts"
import { databaseUrl } from "./database-url.ts"
import { keto } from "./keto.ts"
import { onlyKnownVariables } from "./known-variables.ts"
import { listening } from "./listening.ts"

/** Everything that `serve` is told by the environment, and that `doctor` examines. */
export const serving = Effect.gen(function* () {
  const known = yield* Effect.option(callers)
  return yield* allSettings({
    listening,
    databaseUrl,
    callers,
    keto: keto(Option.map(known, issuersOf)),
    onlyKnownVariables
  })
})
export type ServingSettings = Effect.Success<typeof serving>
