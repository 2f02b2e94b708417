import { Context } from "effect"

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
