import { assert, describe, it } from "@effect/vitest"
import { InvalidToken, Unavailable } from "@offshoot/core"
import { Effect } from "effect"
import { type CryptoKey, importJWK } from "jose"
import { vi } from "vitest"
import type { KeySet } from "../../src/index.ts"
import {
  authenticate,
  authenticatorWith,
  claims,
  header,
  issuedAt,
  pair,
  refused,
  signed,
  strangers
} from "./signed.ts"

const importKey = async ({ publicKey }: typeof pair): Promise<CryptoKey> => {
  const key = await importJWK(publicKey.export({ format: "jwk" }), "RS256")
  if (key instanceof Uint8Array) throw new Error("not a public key")
  return key
}
const [key, sameKeyAgain, strangersKey] = await Promise.all([pair, pair, strangers].map(importKey))

/** How many signatures are verified meanwhile. */
const signatures = <A, E>(meanwhile: Effect.Effect<A, E>) =>
  Effect.suspend(() => {
    const verify = vi.spyOn(crypto.subtle, "verify")
    return meanwhile.pipe(
      Effect.map(() => verify.mock.calls.length),
      Effect.ensuring(Effect.sync(() => verify.mockRestore()))
    )
  })

/** An authenticator whose key set answers what it is told to. */
const stage = (changes: object = {}) => {
  let answer: ReturnType<KeySet> = Effect.succeed(key ?? assert.fail())
  const by = authenticatorWith(changes, () => Effect.suspend(() => answer))
  const answerWith = (next: typeof answer) => {
    answer = next
  }
  return { by, answerWith }
}
const token = signed(header, claims)
const at = (seconds: number) => (issuedAt + seconds) * 1000

describe("a token that was good", () => {
  it.effect("is not verified again", () =>
    Effect.gen(function* () {
      const { by } = stage()
      const first = yield* authenticate(token, by)
      const other = signed(header, { ...claims, sub: "bob" })
      assert.strictEqual(yield* signatures(authenticate(other, by)), 1)
      assert.strictEqual(
        yield* signatures(
          Effect.gen(function* () {
            for (let time = 0; time < 3; time++) {
              assert.deepStrictEqual(yield* authenticate(token, by), first)
              assert.strictEqual((yield* authenticate(other, by)).subject, "bob")
            }
          })
        ),
        0
      )
    })
  )

  it.effect("is verified again from its end on, and refused when the tolerance is over", () =>
    Effect.gen(function* () {
      const { by } = stage()
      yield* authenticate(token, by)
      assert.strictEqual(yield* signatures(authenticate(token, by, at(600) - 1)), 0)
      assert.strictEqual(yield* signatures(authenticate(token, by, at(600))), 1)
      yield* refused(token, by, at(605))
    })
  )

  it.effect("is verified again by a clock that was set back", () =>
    Effect.gen(function* () {
      const { by } = stage()
      yield* authenticate(token, by)
      assert.strictEqual(yield* signatures(authenticate(token, by, at(-5))), 1)
      yield* refused(token, by, at(-6))
    })
  )

  it.effect("goes with its key: under another one it is verified anew", () =>
    Effect.gen(function* () {
      const { answerWith, by } = stage()
      yield* authenticate(token, by)
      answerWith(Effect.succeed(sameKeyAgain ?? assert.fail()))
      assert.strictEqual(yield* signatures(authenticate(token, by)), 1)
      answerWith(Effect.succeed(strangersKey ?? assert.fail()))
      yield* refused(token, by)
    })
  )

  it.effect("is refused as soon as its key is gone, and unavailable as long as nobody can tell", () =>
    Effect.gen(function* () {
      const { answerWith, by } = stage()
      yield* authenticate(token, by)
      const gone = new InvalidToken({ reason: "no such key" })
      const down = new Unavailable({ dependency: "key set", operation: "find", outcome: "nothing stored" })
      for (const error of [gone, down]) {
        answerWith(Effect.fail(error))
        assert.strictEqual(yield* Effect.flip(authenticate(token, by)), error)
      }
      answerWith(Effect.succeed(key ?? assert.fail()))
      assert.strictEqual((yield* authenticate(token, by)).subject, "ann")
    })
  )
})

describe("not remembered is", () => {
  it.effect("a forged token, nor does it touch what is remembered of the one that it was made from", () =>
    Effect.gen(function* () {
      const { by } = stage()
      yield* authenticate(token, by)
      const forged = `${token.slice(0, token.lastIndexOf("."))}.${"A".repeat(342)}`
      for (let time = 0; time < 2; time++) assert.strictEqual(yield* signatures(refused(forged, by)), 1)
      assert.strictEqual(yield* signatures(authenticate(token, by)), 0)
    })
  )

  it.effect("a good token that lacks a required scope", () =>
    Effect.gen(function* () {
      const { by } = stage({ requiredScopes: ["tasks:delete"] })
      for (let time = 0; time < 2; time++) {
        const lacking = Effect.flip(authenticate(token, by))
        assert.strictEqual(
          yield* signatures(Effect.map(lacking, ({ _tag }) => assert.strictEqual(_tag, "InsufficientScope"))),
          1
        )
      }
    })
  )
})
