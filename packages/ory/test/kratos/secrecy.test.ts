import { assert, describe, it } from "@effect/vitest"
import type { PlantedFault } from "@offshoot/testkit/kratos"
import { Effect } from "effect"
import { observed } from "../upstream/observed.ts"
import { asking, loggedIn, show, standIn } from "./asked.ts"

const answers: Record<string, PlantedFault | undefined> = {
  "that there is a session": undefined,
  "that there is none": { status: 401, body: { error: { reason: "planted" } } },
  "that a second factor is missing": {
    status: 403,
    body: { error: { id: "session_aal2_required", reason: "planted" } }
  },
  "that it is forbidden": { status: 403, body: "planted" },
  "another shape": { status: 200, body: { active: true, identity: { id: 1, traits: "planted" } } },
  "what is no JSON": { status: 200, body: "planted" },
  "with status 404": { status: 404, body: "planted" },
  "with status 503": { status: 503, body: { error: "planted" } },
  "with a redirect": { status: 302, headers: { location: "http://planted.example/" } },
  "with a cut connection": "cut"
}

describe("spans, logs and errors hold nothing of a session's token, and of what Kratos says", () => {
  it.effect.each(Object.entries(answers))("when it answers %s", ([, fault]) =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const token = loggedIn(kratos, {}, { traits: { email: "planted@example.com" } })
      if (fault !== undefined) kratos.plant(fault)
      const seen = yield* observed(show(asking(kratos.publicUrl), token))
      assert.deepStrictEqual(seen.spans, ["KratosWhoami.authenticate"])
      assert.strictEqual(seen.lines.length, 1)
      assert.strictEqual(kratos.asked[0]?.headers["x-session-token"], token)
      for (const secret of [token, "planted"]) assert.notInclude(seen.text, secret)
    })
  )
})
