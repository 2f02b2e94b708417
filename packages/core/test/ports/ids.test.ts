import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { TestClock } from "effect/testing"
import { Ids, Uuid } from "../../src/index.ts"

const draw = <A>(effect: Effect.Effect<A>, times = 500) => Effect.all(Array.from({ length: times }, () => effect))

describe("Ids.layer", () => {
  it.effect("gives UUIDv7s of the moment that the clock shows", () =>
    Effect.gen(function* () {
      const ids = yield* Ids
      yield* TestClock.setTime(0x0123456789ab)
      for (const id of yield* draw(ids.next)) {
        assert.isTrue(Schema.is(Uuid)(id))
        assert.match(id, /^01234567-89ab-7[0-9a-f]{3}-[89ab]/)
      }
      yield* TestClock.adjust(1)
      assert.match(yield* ids.next, /^01234567-89ac-7/)
    }).pipe(Effect.provide(Ids.layer))
  )

  it.effect("never gives an id twice", () =>
    Effect.gen(function* () {
      const ids = yield* Ids
      assert.strictEqual(new Set(yield* draw(ids.next)).size, 500)
      assert.strictEqual(new Set(yield* draw(ids.shortId)).size, 500)
    }).pipe(Effect.provide(Ids.layer))
  )

  it.effect("draws short ids of 12 from all 62 letters and digits", () =>
    Effect.gen(function* () {
      const drawn = yield* draw((yield* Ids).shortId)
      for (const shortId of drawn) assert.match(shortId, /^[A-Za-z0-9]{12}$/)
      // 6,000 characters: that one of the 62 is missing happens once in 10^40 runs.
      assert.strictEqual(new Set(drawn.join("")).size, 62)
    }).pipe(Effect.provide(Ids.layer))
  )
})
