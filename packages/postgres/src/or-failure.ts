import { type Fault, Unavailable } from "@offshoot/core"
import { type Cause, Effect, Fiber, Option } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { dependency, failureOf, isBroken, sqlErrorIn } from "./failures.ts"
import { Limits } from "./limits.ts"
import { makeReadCommitted } from "./read-committed.ts"

type Failing<E> = Exclude<E, SqlError.SqlError> | Unavailable | Fault

/**
 * Makes of whatever went wrong what the ports promise, by the deadline. For work that gets no answer it is told the
 * outcome: "unknown" if it writes, "nothing stored" if it reads, or joins a transaction that the host has yet to commit.
 */
export const makeOrFailure = Effect.gen(function* () {
  const { transactionService } = yield* SqlClient.SqlClient
  const readCommitted = yield* makeReadCommitted
  const { deadline } = yield* Limits

  /** What loses to others under a role that is serializable by default waits for them instead. */
  const notSerializable = <A, E, R>(work: Effect.Effect<A, E, R>) =>
    Effect.catchCause(work, (cause) =>
      sqlErrorIn(cause)?.reason._tag === "SerializationError" ? readCommitted(work) : Effect.failCause(cause)
    )

  /** Outside of a transaction work that is late is left to end by itself: on a stalled connection that takes long. */
  const unattended = <A, E, R>(work: Effect.Effect<A, E, R>) =>
    Effect.flatMap(Effect.serviceOption(transactionService), (transaction) =>
      Option.isSome(transaction)
        ? work
        : Effect.uninterruptibleMask((restore) =>
            Effect.flatMap(Effect.forkDetach(restore(notSerializable(work))), (fiber) =>
              Effect.onInterrupt(restore(Fiber.join(fiber)), () => Effect.sync(() => fiber.interruptUnsafe()))
            )
          )
    )

  return (operation: string, unanswered: Unavailable["outcome"]) =>
    <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, Failing<E>, R> =>
      unattended(work).pipe(
        Effect.catchCause((cause): Effect.Effect<never, Failing<E>> => {
          const error = sqlErrorIn(cause)
          if (error === undefined) return Effect.failCause(cause as Cause.Cause<Exclude<E, SqlError.SqlError>>)
          return Effect.fail(failureOf(error, operation, isBroken(error) ? unanswered : "nothing stored"))
        }),
        Effect.timeoutOrElse({
          duration: deadline,
          orElse: () => Effect.fail(new Unavailable({ dependency, operation, outcome: unanswered }))
        })
      )
})
