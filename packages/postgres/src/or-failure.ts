import { type Fault, Unavailable } from "@offshoot/core"
import { type Cause, Effect, Fiber, Option } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { dependency, failureOf, isBroken, sqlErrorIn } from "./failures.ts"
import { Limits } from "./limits.ts"

/** What work does: then an answer that does not come leaves it unknown whether something is stored, or does not. */
type Kind = "reads" | "writes" | "joins a transaction, which has yet to commit"

type Failing<E> = Exclude<E, SqlError.SqlError> | Unavailable | Fault

/** Makes of whatever went wrong what the ports promise, by the deadline. */
export const makeOrFailure = Effect.gen(function* () {
  const { transactionService } = yield* SqlClient.SqlClient
  const { deadline } = yield* Limits

  /** Outside of a transaction nobody waits for work to end that has become late: a connection that stalls takes its time. */
  const unattended = <A, E, R>(work: Effect.Effect<A, E, R>) =>
    Effect.flatMap(Effect.serviceOption(transactionService), (transaction) =>
      Option.isSome(transaction)
        ? work
        : Effect.uninterruptibleMask((restore) =>
            Effect.flatMap(Effect.forkDetach(restore(work)), (fiber) =>
              Effect.onInterrupt(restore(Fiber.join(fiber)), () => Effect.sync(() => fiber.interruptUnsafe()))
            )
          )
    )

  return (operation: string, kind: Kind) => {
    const outcomeUnanswered = kind === "writes" ? "unknown" : "nothing stored"
    return <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, Failing<E>, R> =>
      unattended(work).pipe(
        Effect.catchCause((cause): Effect.Effect<never, Failing<E>> => {
          const error = sqlErrorIn(cause)
          if (error === undefined) return Effect.failCause(cause as Cause.Cause<Exclude<E, SqlError.SqlError>>)
          return Effect.fail(failureOf(error, operation, isBroken(error) ? outcomeUnanswered : "nothing stored"))
        }),
        Effect.timeoutOrElse({
          duration: deadline,
          orElse: () => Effect.fail(new Unavailable({ dependency, operation, outcome: outcomeUnanswered }))
        })
      )
  }
})
