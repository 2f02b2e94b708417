import { assert, describe, it } from "@effect/vitest"
import type { PlantedFault } from "@offshoot/testkit/hydra"
import { Effect } from "effect"
import { observed } from "../upstream/observed.ts"
import { asking, issued, issuedAt, issuer, show, standIn } from "./asked.ts"

const active = { active: true, token_use: "access_token", client_id: "planted", iss: issuer, iat: issuedAt }
const answers: Record<string, PlantedFault | undefined> = {
  "that it is active": undefined,
  "that it is not": { status: 200, body: { active: false } },
  "what breaks a rule": { status: 200, body: { ...active, sub: "planted", aud: ["planted"] } },
  "another shape": { status: 200, body: { ...active, sub: 1, ext: { planted: "planted" } } },
  "what is no JSON": { status: 200, body: "planted" },
  "with status 401": { status: 401, body: "planted" },
  "with status 503": { status: 503, body: { error: "planted" } },
  "with a redirect": { status: 302, headers: { location: "http://planted.example/" } },
  "with a cut connection": "cut"
}
const credentials = {
  basic: { type: "basic", username: "planted", password: "planted" },
  bearer: { type: "bearer", token: "planted" }
}

describe("spans, logs and errors hold nothing of a token, of our credentials, and of what Hydra says", () => {
  const rows = Object.entries(answers).flatMap(([what, fault]) =>
    Object.entries(credentials).map(([type, auth]) => ({ what, type, fault, auth }))
  )
  it.effect.each(rows)("when it answers $what to our $type credentials", ({ auth, fault }) =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const token = issued(hydra, { client_id: "planted", ext: { planted: "planted" } })
      if (fault !== undefined) hydra.plant(fault)
      const seen = yield* observed(show(asking(hydra.adminUrl, { auth }), token))
      assert.deepStrictEqual(seen.spans, ["HydraIntrospection.authenticate"])
      assert.strictEqual(seen.lines.length, 1)
      assert.include(hydra.asked[0]?.body, token)
      for (const secret of [token, "planted", Buffer.from("planted:planted").toString("base64")]) {
        assert.notInclude(seen.text, secret)
      }
    })
  )
})
