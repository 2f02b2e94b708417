import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import type { PlantedFault } from "@offshoot/testkit/keto"
import { Effect, Logger, References, Tracer } from "effect"
import { KetoPermissions } from "../../src/index.ts"
import { caller, granted, question } from "./granted.ts"
import { settingsFor } from "./settings.ts"

const answers: Record<string, PlantedFault | undefined> = {
  "an answer": undefined,
  "a status 500": { status: 500, body: { error: { message: "planted-answer" } } },
  "a status 403": { status: 403, body: "planted-answer" },
  "a status 422": { status: 422, body: { error: { message: "planted-answer" } } },
  "what is no JSON": { status: 200, body: "planted-answer" },
  "another shape": { status: 200, body: { allowed: "planted-answer" } },
  "an item's error": {
    status: 200,
    body: { results: [{ allowed: true }, { allowed: true, error: "planted-answer" }] }
  },
  "a redirect": { status: 302, headers: { location: "http://planted-answer.example/" } },
  "a cut connection": "cut"
}

describe("spans, logs and errors hold nothing of who is asked about, nor of what Keto says, when it answers", () => {
  const rows = Object.entries(answers).flatMap(([what, fault]) => [
    { what, fault, maxBatch: 10 },
    { what, fault, maxBatch: 1 }
  ])
  it.effect.each(rows)("$what, asked up to $maxBatch questions at once", ({ fault, maxBatch }) =>
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
      const keto = yield* granted()
      if (fault !== undefined) keto.plant(fault)
      yield* KetoPermissions.make(settingsFor(keto.readUrl, { maxBatch }))
        .allows({ ...question, caller: { ...caller, subject: "planted-subject" } })
        .pipe(
          Effect.exit,
          Effect.tap((exit) => Effect.logInfo(exit)),
          Effect.withTracer(tracer),
          Effect.provide(Logger.layer([Logger.make(({ message }) => void lines.push(message))])),
          Effect.provideService(References.MinimumLogLevel, "All")
        )
      assert.include(
        spans.map(({ name }) => name),
        "KetoPermissions.allows"
      )
      assert.strictEqual(lines.length, 1)
      assert.isTrue(keto.asked.every(({ body }) => body.includes(question.target.projectId)))
      const seen = inspect([spans, lines], { depth: 16, showHidden: true })
      for (const planted of ["planted", question.target.projectId]) assert.notInclude(seen, planted)
    })
  )
})
