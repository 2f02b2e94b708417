import { Effect } from "effect"

/** What an attempt ends with: its value, or the tag of its error. */
export const ended = <A, E extends { readonly _tag: string }>(attempt: Effect.Effect<A, E>): Promise<A | E["_tag"]> =>
  attempt.pipe(
    Effect.catch(({ _tag }: E) => Effect.succeed<E["_tag"]>(_tag)),
    Effect.runPromise
  )
