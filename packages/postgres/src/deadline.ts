import { Clock, Effect } from "effect"

/** Ends calls that wait too long; one timer serves them all, so that a call costs next to nothing. */
export interface Deadline {
  /** Begins to count; `expire` runs when the time is up, unless the call was ended by what is answered here. */
  readonly begin: (expire: () => void) => () => void
}

/** A deadline of so many milliseconds, kept to a tenth of it. */
export const makeDeadline = Effect.fnUntraced(function* (milliseconds: number) {
  const clock = yield* Clock.Clock
  const now = () => Number(clock.monotonicTimeNanosUnsafe()) / 1_000_000
  // In the order in which they began, so that the first are the first to expire.
  const calls = new Map<symbol, { readonly until: number; readonly expire: () => void }>()

  const expireDue = Effect.sync(() => {
    const due = now()
    for (const [call, { expire, until }] of calls) {
      if (until > due) return
      calls.delete(call)
      expire()
    }
  })
  yield* Effect.sleep(milliseconds / 10).pipe(Effect.andThen(expireDue), Effect.forever, Effect.forkScoped)

  return {
    begin: (expire) => {
      const call = Symbol()
      calls.set(call, { until: now() + milliseconds, expire })
      return () => void calls.delete(call)
    }
  } satisfies Deadline
})
