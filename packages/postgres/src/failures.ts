import { Fault, Unavailable } from "@offshoot/core"
import { Cause, Predicate } from "effect"
import { SqlError } from "effect/sql"

export const dependency = "postgres"

/**
 * States of Postgres in which trying again can help although the driver knows no class for them: too few resources, a
 * server that is going down, starting up, or (for a while) read-only, a transaction that lost against another.
 */
const passing = /^(08|53|57P|58|25006|55006|55P03|40)/

/** A login that the server refuses, and would refuse again: no such user, password, right or database, or one that lets nobody in. */
const wrongLogin = /^(28|3D|42501|55000)/

/** A connection that broke, or that the server closes. */
const broken = /^(08|57P)/

type Field = "code" | "severity" | "severityUnlocalized"

const fieldOf = ({ reason: { cause } }: SqlError.SqlError, field: Field): string | undefined => {
  const value = Predicate.hasProperty(cause, field) ? cause[field] : undefined
  return typeof value === "string" ? value : undefined
}

/** What the server answered, if it did: a broken socket has a code too, and `EPIPE` reads like a state. */
const sqlState = (error: SqlError.SqlError): string | undefined =>
  fieldOf(error, "severity") === undefined ? undefined : fieldOf(error, "code")

/** Whether the connection is of no use any more, so that the outcome of a COMMIT on it is unknown. */
export const isBroken = (error: SqlError.SqlError): boolean => {
  const state = sqlState(error)
  if (state === undefined) return error.reason._tag === "ConnectionError"
  // Postgres ends a session, for whatever reason, with one of these; PgBouncer names its severity in one way only.
  const severity = fieldOf(error, "severityUnlocalized") ?? fieldOf(error, "severity") ?? ""
  return broken.test(state) || /^(FATAL|PANIC)$/.test(severity)
}

/** Whether the server refused a statement and no more: then the connection is as good as before. */
export const isRefusal = (error: SqlError.SqlError): boolean => sqlState(error) !== undefined && !isBroken(error)

/** Whether the transaction lost against another one, or its connection, and may succeed when it is repeated. */
export const isPassing = (error: SqlError.SqlError): boolean => {
  const state = sqlState(error) ?? ""
  return !wrongLogin.test(state) && (error.isRetryable || isBroken(error) || passing.test(state))
}

/** Takes away what the server quotes of rows and parameters, prompts among them: causes are logged. */
const removeQuotes = ({ reason: { cause } }: SqlError.SqlError): void => {
  if (Predicate.isObject(cause)) for (const field of ["detail", "where"]) Reflect.deleteProperty(cause, field)
}

/**
 * What the ports promise instead: `Unavailable` where trying again can help, else `Fault`. Every error of a port leaves
 * through here.
 */
export const failureOf = (
  error: SqlError.SqlError,
  operation: string,
  outcome: Unavailable["outcome"]
): Unavailable | Fault => {
  removeQuotes(error)
  return isPassing(error)
    ? new Unavailable({ dependency, operation, outcome, cause: error })
    : new Fault({ dependency, operation, cause: error })
}

/** A server killed inside a transaction arrives as a defect, so the whole cause is looked at. */
export const sqlErrorIn = (cause: Cause.Cause<unknown>): SqlError.SqlError | undefined =>
  cause.reasons
    .map((reason) =>
      Cause.isFailReason(reason) ? reason.error : Cause.isDieReason(reason) ? reason.defect : undefined
    )
    .find(SqlError.isSqlError)
