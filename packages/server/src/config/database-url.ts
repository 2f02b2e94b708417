import { Effect, Option, Redacted, Schema } from "effect"
import { CommandFailed } from "../command-failed.ts"
import { variable } from "./variable.ts"

/** `DATABASE_URL`, which all commands but `dev` and `openapi` need. */
export const databaseUrl = variable(
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

const missing =
  "DATABASE_URL is not set: give the address of a Postgres, such as postgres://user:password@host:5432/database"
