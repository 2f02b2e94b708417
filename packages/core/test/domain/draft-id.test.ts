import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema, Struct } from "effect"
import * as fc from "fast-check"
import { IdempotencyKey, keyedDraftId, ShortId, Uuid } from "../../src/index.ts"
import { caller, shortId, target } from "../samples.ts"

const key = IdempotencyKey.make("order-1")

describe("keyedDraftId", () => {
  // Made once with node:crypto, for good: a change of these ids turns retries into second clones.
  it.effect("gives these requests these ids for ever", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* keyedDraftId(caller, target, shortId, key), "c782e5bb-5380-8a5a-b5a1-b5f62553ad04")
      assert.strictEqual(
        yield* keyedDraftId({ ...caller, kind: "client" }, target, shortId, key),
        "bda3a1cf-895e-87d4-a0d4-8e5620bbf333"
      )
      assert.strictEqual(
        yield* keyedDraftId({ ...caller, subject: 'Zoë "☃"' }, target, shortId, IdempotencyKey.make("!~")),
        "69e4134d-0a74-88ce-9b9e-98387143d329"
      )
    })
  )

  // Few letters, with those that JSON quotes: neighbouring texts run together in many ways.
  const text = fc.string({ unit: fc.constantFrom("a", "b", '"', ",", "\\", "["), maxLength: 3 })
  const request = fc.record({
    issuer: text,
    kind: fc.constantFrom("user" as const, "client" as const),
    subject: text,
    shortId: fc.constantFrom("a", "ab").map((id) => ShortId.make(id)),
    key: fc.constantFrom("b", "bb", '"').map((name) => IdempotencyKey.make(name))
  })
  const idOf = ({ key, shortId, ...identity }: typeof request extends fc.Arbitrary<infer R> ? R : never) =>
    keyedDraftId(identity, target, shortId, key)

  /** Two requests that share some of their members: only then does one separator decide. */
  const two = fc
    .tuple(request, request, fc.subarray(["issuer", "kind", "subject", "shortId", "key"] as const))
    .map(([one, other, same]) => [one, { ...other, ...Struct.pick(one, same) }] as const)

  it.effect("gives two requests one id only if they are the same", () =>
    Effect.forEach(fc.sample(two, { numRuns: 1000, seed: 1 }), ([one, other]) =>
      Effect.gen(function* () {
        const id = yield* idOf(one)
        assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        assert.isTrue(Schema.is(Uuid)(id))
        assert.strictEqual(yield* idOf({ ...one }), id)
        assert.strictEqual((yield* idOf(other)) === id, JSON.stringify(one) === JSON.stringify(other))
      })
    )
  )
})

describe("IdempotencyKey", () => {
  const is = Schema.is(IdempotencyKey)
  it("has 1 to 255 visible ASCII characters", () => {
    for (const good of ["!", "~", "a".repeat(255)]) assert.isTrue(is(good), good)
    for (const bad of ["", "a".repeat(256), "a b", "a\n", "\x7f", "é"]) assert.isFalse(is(bad), bad)
  })
})
