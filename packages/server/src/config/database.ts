import { Effect, type FileSystem, Option, Redacted, Schema } from "effect"
import { CommandFailed } from "../command-failed.ts"
import { allSettings } from "./all-settings.ts"
import { variable } from "./variable.ts"

/** Which Postgres, and how it is spoken to. */
export interface DatabaseSettings {
  readonly url: Redacted.Redacted
  /** Whether statements are prepared under names, which a session keeps. */
  readonly prepare: boolean
}

const url = variable(
  "DATABASE_URL",
  Schema.String.check(
    Schema.isPattern(/^postgres(ql)?:\/\/[^\s/]+/),
    Schema.makeFilter((url) => URL.canParse(url))
  ),
  "a URL such as postgres://user:password@host:5432/database"
).pipe(
  Effect.flatMap(
    Option.match({
      onNone: () => new CommandFailed({ message: missing }),
      onSome: (url) => Effect.succeed(Redacted.make(url))
    })
  )
)

const prepare = variable(
  "OFFSHOOT_PREPARED_STATEMENTS",
  Schema.Literals(["on", "off"]),
  "on, or off for a PgBouncer that does not track them"
).pipe(Effect.map((prepared) => Option.getOrUndefined(prepared) !== "off"))

/** `DATABASE_URL` and `OFFSHOOT_PREPARED_STATEMENTS`, which all commands but `dev` and `openapi` need. */
export const database: Effect.Effect<DatabaseSettings, CommandFailed, FileSystem.FileSystem> = allSettings({
  url,
  prepare
})

const missing =
  "DATABASE_URL is not set: give the address of a Postgres, such as postgres://user:password@host:5432/database"
