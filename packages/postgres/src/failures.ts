import { Fault, Unavailable } from "@offshoot/core"
import { Cause, Effect, Predicate } from "effect"
import { SqlError } from "effect/sql"

/**
 * States of Postgres in which trying again can help although the driver knows no class for them: too few resources, a
 * server that is going down, starting up, or (for a while) read-only.
 */
const passing = /^(53|57P|25006|55006|55P03|40)/

/**
 * Makes of whatever went wrong what the ports promise: `Unavailable` where trying again can help, else `Fault`.
 *
 * @param writes whether the work stores something: then a connection that broke leaves the outcome unknown
 */
export const orFailure =
  (operation: string, writes: "writes" | "reads") =>
  <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, Exclude<E, SqlError.SqlError> | Unavailable | Fault, R> =>
    // A server killed inside a transaction arrives as a defect, so the whole cause is looked at.
    Effect.catchCause(work, (cause): Effect.Effect<never, Exclude<E, SqlError.SqlError> | Unavailable | Fault> => {
      const sqlError = sqlErrorIn(cause)
      if (sqlError === undefined) return Effect.failCause(cause as Cause.Cause<Exclude<E, SqlError.SqlError>>)
      const dependency = "postgres"
      const state = sqlState(sqlError)
      if (
        sqlError.isRetryable ||
        sqlError.reason._tag === "ConnectionError" ||
        (state !== undefined && passing.test(state))
      ) {
        const undone = writes === "reads" || (state !== undefined && !/^(08|57P)/.test(state))
        const outcome = undone ? "nothing stored" : "unknown"
        return Effect.fail(new Unavailable({ dependency, operation, outcome, cause: sqlError }))
      }
      return Effect.fail(new Fault({ dependency, operation, cause: sqlError }))
    })

const sqlErrorIn = (cause: Cause.Cause<unknown>): SqlError.SqlError | undefined =>
  cause.reasons
    .map((reason) =>
      Cause.isFailReason(reason) ? reason.error : Cause.isDieReason(reason) ? reason.defect : undefined
    )
    .find(SqlError.isSqlError)

const sqlState = (error: SqlError.SqlError): string | undefined => {
  const cause = error.reason.cause
  return Predicate.hasProperty(cause, "code") && typeof cause.code === "string" ? cause.code : undefined
}
