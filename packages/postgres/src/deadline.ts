import { Clock, Effect } from "effect"

/** Ends calls that wait too long; one timer serves them all, so that a call costs next to nothing. */
export interface Deadline {
  /** Starts the time of a call: `expire` runs when it is up, unless the call was ended with the function answered here. */
  readonly begin: (expire: () => void) => () => void
}

/**
 * A deadline of so many milliseconds, kept to a tenth of it. When its scope closes, time is up for all who wait, and for
 * whoever comes later: nobody is there to answer them.
 */
export const makeDeadline = Effect.fnUntraced(function* (milliseconds: number) {
  const clock = yield* Clock.Clock
  const now = () => Number(clock.monotonicTimeNanosUnsafe()) / 1_000_000
  // In the order in which they began, so that the first are the first to expire.
  const calls = new Map<symbol, { readonly until: number; readonly expire: () => void }>()
  let closed = false

  const expireUntil = (due: number) => {
    for (const [call, { expire, until }] of calls) {
      if (until > due) return
      calls.delete(call)
      expire()
    }
  }
  const expireDue = Effect.sync(() => expireUntil(now()))
  const expireAll = () => expireUntil(Number.POSITIVE_INFINITY)
  yield* Effect.addFinalizer(() =>
    Effect.sync(() => {
      closed = true
      expireAll()
    })
  )
  yield* Effect.sleep(milliseconds / 10).pipe(Effect.andThen(expireDue), Effect.forever, Effect.forkScoped)

  return {
    begin: (expire) => {
      const call = Symbol()
      calls.set(call, { until: now() + milliseconds, expire })
      if (closed) queueMicrotask(expireAll)
      return () => void calls.delete(call)
    }
  } satisfies Deadline
})
