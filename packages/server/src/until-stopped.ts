import { Effect, type Scope } from "effect"

/**
 * Keeps a service running until SIGINT or SIGTERM, which is a good end: what is in flight is finished, what was opened is
 * closed, and the exit code is 0.
 */
export const untilStopped = <E, R>(
  started: Effect.Effect<void, E, R>
): Effect.Effect<never, E, Exclude<R, Scope.Scope>> =>
  started.pipe(
    Effect.andThen(
      Effect.onInterrupt(Effect.never, () =>
        Effect.sync(() => {
          process.exitCode = 0
        })
      )
    ),
    Effect.scoped
  )
