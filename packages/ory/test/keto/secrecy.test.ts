import { assert, describe, it } from "@effect/vitest"
import type { PlantedFault } from "@offshoot/testkit/keto"
import { Effect } from "effect"
import { KetoPermissions } from "../../src/index.ts"
import { observed } from "../upstream/observed.ts"
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
      const keto = yield* granted()
      if (fault !== undefined) keto.plant(fault)
      const permissions = KetoPermissions.make(settingsFor(keto.readUrl, { maxBatch }))
      const asked = permissions.allows({ ...question, caller: { ...caller, subject: "planted-subject" } })
      const { lines, spans, text } = yield* observed(asked)
      assert.deepStrictEqual([spans, lines.length], [["KetoPermissions.allows"], 1])
      assert.isNotEmpty(keto.asked)
      assert.isTrue(keto.asked.every(({ body }) => body.includes(question.target.projectId)))
      for (const planted of ["planted", question.target.projectId]) assert.notInclude(text, planted)
    })
  )
})
