import { Config, Effect, type Option, type Schema } from "effect"
import { CommandFailed } from "../command-failed.ts"

/**
 * Reads one variable of the environment; a wrong value stops the command with a line that names the variable and says what
 * it must be. The value itself is not quoted: it may be a secret.
 *
 * @param mustBe completes "<name> must be …"
 */
export const variable = <A>(
  name: string,
  schema: Schema.Codec<A, string>,
  mustBe: string
): Effect.Effect<Option.Option<A>, CommandFailed> =>
  Config.option(Config.schema(schema, name)).pipe(
    Effect.mapError(() => new CommandFailed({ message: `${name} must be ${mustBe}` }))
  )
