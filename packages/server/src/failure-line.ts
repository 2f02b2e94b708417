import { Fault, Unavailable } from "@offshoot/core"
import { Cause, Predicate } from "effect"
import { SqlError } from "effect/sql"
import { CommandFailed } from "./command-failed.ts"
import { migrateFirst } from "./migrated.ts"
import { oneLine } from "./one-line.ts"

/** Says in one line why a command failed. */
export const failureLine = (cause: Cause.Cause<unknown>): string => oneLine(wordsFor(Cause.squash(cause)))

const wordsFor = (error: unknown): string => {
  if (error instanceof CommandFailed) return error.message
  if (error instanceof Unavailable || error instanceof Fault) return wordsFor(error.cause ?? error.message)
  if (SqlError.isSqlError(error)) return wordsForDatabase(error)
  return error instanceof Error ? error.message : `${error}`
}

const wordsForDatabase = ({ reason }: SqlError.SqlError): string => {
  const why = innermost(reason.cause)
  // The schema, a table or a column that this version needs is not there.
  if (["3F000", "42P01", "42703"].includes(`${reading(reason.cause, "code")}`)) {
    return migrateFirst
  }
  return reason._tag === "ConnectionError" || reason._tag === "AuthenticationError"
    ? `The database of DATABASE_URL cannot be reached: ${why}`
    : `The database of DATABASE_URL refused: ${why}`
}

/** The words nearest to what went wrong; errors of several addresses come together, with none of their own. */
const innermost = (error: unknown): string => {
  const cause = reading(error, "cause")
  if (cause !== undefined) return innermost(cause)
  if (error instanceof AggregateError) return error.errors.map(innermost).join("; ")
  return error instanceof Error ? error.message : `${error}`
}

const reading = (error: unknown, property: string): unknown =>
  Predicate.hasProperty(error, property) ? error[property] : undefined
