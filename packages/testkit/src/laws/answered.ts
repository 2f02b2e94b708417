import { Effect, Option, Predicate } from "effect"

/** An answer in Effect, as a promise, or plain. */
export type Answer<A> = A | Promise<A> | Effect.Effect<A, unknown>

/** Asks a subject that answers in whatever way; what it throws, rejects or fails with is the failure. */
export const answered = <A>(ask: () => Answer<A>): Effect.Effect<A, unknown> =>
  Effect.tryPromise({
    try: async (): Promise<Effect.Effect<A, unknown>> => {
      const answer = ask()
      return Effect.isEffect(answer) ? answer : Effect.succeed(await answer)
    },
    catch: (error) => error
  }).pipe(Effect.flatten)

/** The same for what can be absent: an Option, or `undefined`. */
export const answeredOption = <A>(
  ask: () => Answer<Option.Option<A>> | Answer<A | undefined>
): Effect.Effect<Option.Option<A>, unknown> =>
  answered<Option.Option<A> | A | undefined>(ask).pipe(
    Effect.map((answer) => (Option.isOption(answer) ? answer : Option.fromUndefinedOr(answer)))
  )

/** How an attempt ended: `"answered"`, or the tag of its refusal, or what else it failed with. */
export const ending = (attempt: Effect.Effect<unknown, unknown>): Effect.Effect<string> =>
  Effect.match(attempt, {
    onSuccess: () => "answered",
    onFailure: refusalOf
  })

/** The tag of a refusal, or what else it is. */
export const refusalOf = (error: unknown): string =>
  Predicate.hasProperty(error, "_tag") ? String(error._tag) : String(error)
