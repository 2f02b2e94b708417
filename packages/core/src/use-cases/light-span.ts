import { Effect, References } from "effect"

/**
 * A span for a step that every clone takes. `Effect.fn` records a stack trace with each call, and a span that nobody sees
 * is still made: either costs more than many a step. This one has no stack trace, and is not made where tracing is off.
 */
export const lightSpan =
  (name: string) =>
  <A, E, R>(program: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.withFiber((fiber) =>
      fiber.getRef(References.TracerEnabled)
        ? // The type takes the span from what the program requires; it may require the span around this one.
          (Effect.withSpan(program, name, { captureStackTrace: false }) as Effect.Effect<A, E, R>)
        : program
    )
