import { assert, describe, it } from "@effect/vitest"
import type { Caller } from "@offshoot/core"
import { Effect, Redacted } from "effect"
import { rememberBriefly } from "../../src/hydra/remember-briefly.ts"
import { asking, issued, issuedAt, show, standIn } from "./asked.ts"

describe("an answer about a token", () => {
  it.effect("is not remembered unless that is configured", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const by = asking(hydra.adminUrl)
      const token = issued(hydra)
      for (let time = 0; time < 3; time++) yield* show(by, token)
      assert.strictEqual(hydra.asked.length, 3)
    })
  )

  it.effect("is remembered for as long as is configured: so much later a revocation bites", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const by = asking(hydra.adminUrl, { cacheSec: 10 })
      const token = issued(hydra)
      const caller = yield* show(by, token)
      hydra.revoke(token)
      assert.deepStrictEqual(yield* show(by, token, issuedAt + 9.999), caller)
      assert.strictEqual(hydra.asked.length, 1)
      assert.strictEqual((yield* Effect.flip(show(by, token, issuedAt + 10)))._tag, "InvalidToken")
      assert.strictEqual(hydra.asked.length, 2)
    })
  )

  it.effect("is not remembered past the end of the token", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const by = asking(hydra.adminUrl, { cacheSec: 10 })
      const token = issued(hydra, { exp: issuedAt + 3 })
      yield* show(by, token)
      yield* show(by, token, issuedAt + 2.999)
      assert.strictEqual(hydra.asked.length, 1)
      yield* show(by, token, issuedAt + 3)
      yield* show(by, token, issuedAt + 4)
      assert.strictEqual(hydra.asked.length, 3)
    })
  )

  it.effect("is not used by a clock that was set back to before it was given", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const by = asking(hydra.adminUrl, { cacheSec: 10 })
      const token = issued(hydra, { iat: issuedAt - 60, nbf: issuedAt - 60 })
      yield* show(by, token)
      hydra.revoke(token)
      assert.strictEqual((yield* Effect.flip(show(by, token, issuedAt - 0.001)))._tag, "InvalidToken")
      assert.strictEqual(hydra.asked.length, 2)
    })
  )

  it.effect("is not taken for another token", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const by = asking(hydra.adminUrl, { cacheSec: 10 })
      const tokens = ["ann", "bob"].map((sub) => [issued(hydra, { sub }), sub] as const)
      for (const [token, sub] of [...tokens, ...tokens]) assert.strictEqual((yield* show(by, token)).subject, sub)
      assert.strictEqual(hydra.asked.length, 2)
    })
  )

  it.effect("that it is not active, or that nobody knows, is not remembered", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const by = asking(hydra.adminUrl, { cacheSec: 10 })
      const token = issued(hydra)
      hydra.plant({ status: 200, body: { active: false } })
      assert.strictEqual((yield* Effect.flip(show(by, token)))._tag, "InvalidToken")
      hydra.plant({ status: 503 })
      assert.strictEqual((yield* Effect.flip(show(by, token)))._tag, "Unavailable")
      hydra.repair()
      assert.strictEqual((yield* show(by, token)).subject, "ann")
    })
  )

  it.effect("makes room for newer ones: of ten thousand at most, the latest five thousand for sure", () =>
    Effect.gen(function* () {
      const caller: Caller = { issuer: "i", kind: "user", subject: "ann", scopes: [], expiresAt: 60_000 }
      const asked: Array<string> = []
      const by = rememberBriefly(10, {
        authenticate: (token) =>
          Effect.sync(() => {
            asked.push(Redacted.value(token))
            return caller
          })
      })
      const showAll = (numbers: ReadonlyArray<number>) =>
        Effect.forEach(numbers, (number) => by.authenticate(Redacted.make(String(number))))
      yield* showAll(Array.from({ length: 10_001 }, (_, number) => number))
      const latest = Array.from({ length: 5_000 }, (_, index) => 10_000 - index)
      yield* showAll([...latest, 0])
      assert.deepStrictEqual(asked.slice(10_001), ["0"])
    })
  )
})
