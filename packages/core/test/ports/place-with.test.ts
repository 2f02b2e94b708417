import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, References } from "effect"
import { placeWith, planClone, TaskId, TaskRevisionId } from "../../src/index.ts"
import { caller, sharedTask, target, uuid } from "../samples.ts"

/** The spans around the pieces of a place, the innermost first. */
const spans = Effect.gen(function* () {
  const seen: Array<string> = []
  const place = placeWith({
    taken: () =>
      Effect.option(Effect.currentSpan).pipe(
        Effect.map((span) => {
          if (Option.isSome(span)) seen.push(span.value.name)
          return new Set()
        })
      ),
    insert: () => Effect.succeed("inserted"),
    find: () => Effect.die("not asked")
  })
  const [taskId, revisionId] = [TaskId.make(uuid(50)), TaskRevisionId.make(uuid(51))]
  const cloning = { shared: sharedTask(), target, caller, taskId, revisionId, now: 5000 }
  yield* place(yield* Effect.fromResult(planClone(cloning)))
  return seen
})

describe("placeWith", () => {
  it.effect("is a span of its own, and none where tracing is off", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* spans, ["placeWith"])
      assert.deepStrictEqual(yield* Effect.provideService(spans, References.TracerEnabled, false), [])
    })
  )
})
