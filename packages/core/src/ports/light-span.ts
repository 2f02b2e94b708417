import { Effect, References } from "effect"

/**
 * A span for a step that every clone takes, of a use case or an adapter. `Effect.fn` records a stack trace with each call,
 * and makes a span also where tracing is off: either costs more than many a step. This one has no stack trace, and is not
 * made where `References.TracerEnabled` is false.
 */
export const lightSpan =
  (name: string) =>
  <A, E, R>(program: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.withFiber((fiber) =>
      fiber.getRef(References.TracerEnabled)
        ? // `withSpan` takes the parent span from what is required; where there is no span, that is still required.
          (Effect.withSpan(program, name, { captureStackTrace: false }) as Effect.Effect<A, E, R>)
        : program
    )
