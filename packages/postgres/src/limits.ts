import { Context } from "effect"

/** The longest timeout that Postgres takes, in milliseconds; a host's deadline may be longer, or infinite. */
const longestTimeout = 2 ** 31 - 1

/** A deadline as the server's setting `statement_timeout`. */
export const statementTimeout = (deadline: number): string => `${Math.min(deadline, longestTimeout)}`

/** How much the adapters take on before callers are told `Unavailable`. */
export const Limits = Context.Reference("@offshoot/postgres/Limits", {
  defaultValue: (): {
    /** The longest that a caller waits for an answer, in milliseconds. */
    readonly deadline: number
    /** How many calls of one kind may wait. */
    readonly waiting: number
    /** How many connections write groups; a pool of one connection has no others. Three were slower than two. */
    readonly writers: number
  } => ({ deadline: 10_000, waiting: 4096, writers: 2 })
})
