import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger, Redacted, References, Tracer } from "effect"
import { TestClock } from "effect/testing"
import { generateKeyPair } from "jose"
import { type KeySet, localKeySet } from "../../src/index.ts"
import { authenticatorWith, claims, header, issuedAt, jwks, signed, strangers } from "./signed.ts"

const tokens = {
  "a good token": ["Caller", signed(header, claims)],
  "a forged token": ["InvalidToken", signed(header, claims, strangers.privateKey)],
  "a token of another issuer": ["InvalidToken", signed(header, { ...claims, iss: "elsewhere" })],
  "a token of an unknown key": ["InvalidToken", signed({ ...header, kid: "key-2" }, claims)],
  "a token whose claims are no JSON": ["InvalidToken", signed(header, `${JSON.stringify(claims)}x`)],
  "a token whose header is no JSON": ["InvalidToken", signed(`${JSON.stringify(header)}x`, claims)],
  "a token without a required scope": ["InsufficientScope", signed(header, { ...claims, scp: ["tasks:read"] })],
  "a token whose key is of another kind": ["Unavailable", signed({ ...header, kid: "broken" }, claims)]
} as const

const { publicKey } = await generateKeyPair("ES256")
const keys: KeySet = (signedWith) =>
  signedWith.kid === "broken" ? Effect.succeed(publicKey) : localKeySet(jwks)(signedWith)

describe("spans, logs and errors hold nothing of", () => {
  it.effect.each(Object.entries(tokens))("%s, shown twice", ([, [expected, token]]) =>
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
      yield* TestClock.setTime(issuedAt * 1000)
      const { authenticate } = authenticatorWith({ requiredScopes: ["tasks:clone"] }, keys)
      for (let time = 0; time < 2; time++) {
        const exit = yield* authenticate(Redacted.make(token)).pipe(
          Effect.withSpan("request"),
          Effect.exit,
          Effect.tap((exit) => Effect.logInfo(exit)),
          Effect.withTracer(tracer),
          Effect.provide(Logger.layer([Logger.make(({ message }) => void lines.push(message))])),
          Effect.provideService(References.MinimumLogLevel, "All")
        )
        assert.include(exit._tag === "Success" ? "Caller" : String(exit.cause), expected)
      }

      assert.deepStrictEqual([spans.length, lines.length], [2, 2])
      const seen = inspect([spans, lines], { depth: 12 })
      for (const part of token.split(".")) assert.notInclude(seen, part)
    })
  )
})
