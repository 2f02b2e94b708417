import { inspect } from "node:util"
import { Effect, Logger, References, Tracer } from "effect"

/** Runs a program, and tells everything that its spans, its logs (of all levels) and its ending hold. */
export const observed = <A, E, R>(program: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const spans: Array<Tracer.NativeSpan> = []
    const lines: Array<unknown> = []
    const tracer = Tracer.make({
      span: (options) => {
        const span = new Tracer.NativeSpan(options)
        spans.push(span)
        return span
      }
    })
    const exit = yield* program.pipe(
      Effect.exit,
      Effect.tap((exit) => Effect.logInfo(exit)),
      Effect.withTracer(tracer),
      Effect.provide(Logger.layer([Logger.make(({ message }) => void lines.push(message))])),
      Effect.provideService(References.MinimumLogLevel, "All")
    )
    return {
      exit,
      spans: spans.map(({ name }) => name),
      lines,
      text: inspect([spans, lines], { depth: 16, showHidden: true })
    }
  })
