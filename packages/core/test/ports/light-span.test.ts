import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, References } from "effect"
import { lightSpan } from "../../src/index.ts"

const nameAndParent = Effect.option(Effect.currentSpan).pipe(
  Effect.map(Option.map(({ name, parent }) => [name, Option.isSome(parent) && parent.value.spanId] as const)),
  lightSpan("a step")
)

describe("a light span", () => {
  it.effect("is a span below the one around it", () =>
    Effect.gen(function* () {
      const outer = yield* Effect.currentSpan
      assert.deepStrictEqual(yield* nameAndParent, Option.some(["a step", outer.spanId] as const))
    }).pipe(Effect.withSpan("outer"))
  )

  it.effect("is not made where tracing is off: the span around it stays the current one", () =>
    Effect.gen(function* () {
      const within = yield* nameAndParent.pipe(Effect.provideService(References.TracerEnabled, false))
      assert.deepStrictEqual(
        Option.map(within, ([name]) => name),
        Option.some("outer")
      )
    }).pipe(Effect.withSpan("outer"))
  )
})
