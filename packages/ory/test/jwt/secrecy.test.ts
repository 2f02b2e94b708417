import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger, Redacted, References, Tracer } from "effect"
import { TestClock } from "effect/testing"
import { authenticatorWith, claims, header, issuedAt, signed, strangers } from "./signed.ts"

const tokens = {
  "a good token": signed(header, claims),
  "a forged token": signed(header, claims, strangers.privateKey),
  "a token of another issuer": signed(header, { ...claims, iss: "elsewhere" }),
  "a token of an unknown key": signed({ ...header, kid: "key-2" }, claims),
  "a token whose claims are no JSON": signed(header, `${JSON.stringify(claims)}x`)
}

describe("spans and logs hold nothing of", () => {
  it.effect.each(Object.entries(tokens))("%s", ([, token]) =>
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
      yield* authenticatorWith()
        .authenticate(Redacted.make(token))
        .pipe(
          Effect.withSpan("request"),
          Effect.exit,
          Effect.tap((exit) => Effect.logInfo(exit)),
          Effect.withTracer(tracer),
          Effect.provide(Logger.layer([Logger.make(({ message }) => void lines.push(message))])),
          Effect.provideService(References.MinimumLogLevel, "All")
        )

      assert.deepStrictEqual(
        spans.map(({ name }) => name),
        ["request"]
      )
      assert.strictEqual(lines.length, 1)
      const seen = inspect([spans, lines], { depth: 12 })
      for (const part of token.split(".")) assert.notInclude(seen, part)
    })
  )
})
