import { Effect, Option, Schema } from "effect"
import { CommandFailed } from "../command-failed.ts"
import { variable } from "../config/variable.ts"

/** Refuses to administer what nobody reads: where Keto is configured, projects and roles are Keto's. */
export const withoutKeto: Effect.Effect<void, CommandFailed> = variable(
  "OFFSHOOT_KETO_READ_URL",
  Schema.String,
  "the URL of Keto's read API"
).pipe(Effect.flatMap((keto) => (Option.isSome(keto) ? new CommandFailed({ message: ketoHasThem }) : Effect.void)))

const ketoHasThem =
  "OFFSHOOT_KETO_READ_URL is set, so that projects and roles are Keto's and nobody would read what is written here: write tuples in Keto, such as Project:<project>#organization@Organization:<org># and Project:<project>#editors@User:<subject>#, or unset it"
