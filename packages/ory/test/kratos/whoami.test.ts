import { assert, describe, it } from "@effect/vitest"
import { Authenticator, InvalidToken } from "@offshoot/core"
import { Context, Effect, Layer, Schema } from "effect"
import { KratosWhoami, whoamiSettings } from "../../src/index.ts"
import { asking, issuer, loggedIn, now, show, standIn } from "./asked.ts"

describe("an active session", () => {
  it.effect("is the person it is of, until it ends, with the issuer of the same Kratos' JWTs", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      assert.deepStrictEqual(yield* show(asking(kratos.publicUrl), loggedIn(kratos)), {
        issuer,
        kind: "user",
        subject: "ann",
        scopes: [],
        expiresAt: now + 600_000
      })
    })
  )

  it.effect("is judged by the layer too", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const settings = Schema.decodeUnknownSync(whoamiSettings({ allowHttp: true }))({
        publicUrl: kratos.publicUrl,
        issuer
      })
      const by = Context.get(yield* Layer.build(KratosWhoami.layer(settings)), Authenticator)
      assert.strictEqual((yield* show(by, loggedIn(kratos))).subject, "ann")
    })
  )

  it.effect("is of the external id, where that is the subject", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const by = asking(kratos.publicUrl, { subject: "external_id" })
      assert.strictEqual((yield* show(by, loggedIn(kratos, {}, { external_id: "a-1" }))).subject, "a-1")
    })
  )

  it.effect("is of the id, where there is an external id too", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const by = asking(kratos.publicUrl)
      assert.strictEqual((yield* show(by, loggedIn(kratos, {}, { external_id: "a-1" }))).subject, "ann")
    })
  )

  it.effect("may say of what there is not that it is null", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const token = loggedIn(kratos, { authenticator_assurance_level: null }, { external_id: null })
      assert.strictEqual((yield* show(asking(kratos.publicUrl), token)).subject, "ann")
    })
  )

  it.effect("may say nothing of the state of its identity", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const token = loggedIn(kratos, {}, { state: undefined })
      assert.strictEqual((yield* show(asking(kratos.publicUrl), token)).subject, "ann")
    })
  )

  it.effect("works to the millisecond, whatever the zone and the precision of its end", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const by = asking(kratos.publicUrl)
      for (const expires_at of ["2027-01-15T08:10:00Z", "2027-01-15T10:10:00.000000123+02:00"]) {
        const token = loggedIn(kratos, { expires_at })
        assert.strictEqual((yield* show(by, token, now + 599_999)).expiresAt, now + 600_000)
        assert.strictEqual((yield* Effect.flip(show(by, token, now + 600_000)))._tag, "InvalidToken")
      }
    })
  )

  it.effect("is asked about anew each time: a logout bites at once", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const by = asking(kratos.publicUrl)
      const token = loggedIn(kratos)
      for (let time = 0; time < 3; time++) assert.strictEqual((yield* show(by, token)).subject, "ann")
      kratos.logOut(token)
      assert.strictEqual((yield* Effect.flip(show(by, token)))._tag, "InvalidToken")
      assert.strictEqual(kratos.asked.length, 4)
    })
  )
})

describe("refused, though Kratos answers 200: a session", () => {
  const bad: Record<string, readonly [session: object, identity?: object, settings?: object]> = {
    "that is not active": [{ active: false }],
    "that ends now": [{ expires_at: new Date(now).toISOString() }],
    "that ended long ago": [{ expires_at: "1969-12-31T23:59:59Z" }],
    "of an identity that is not active": [{}, { state: "inactive" }],
    "of an identity whose state is empty": [{}, { state: "" }],
    "of an identity without the external id that is the subject": [{}, {}, { subject: "external_id" }],
    "of an identity whose external id is null": [{}, { external_id: null }, { subject: "external_id" }],
    "of an identity whose external id is empty": [{}, { external_id: "" }, { subject: "external_id" }],
    "of an identity with a control character in its id": [{}, { id: "ann\n" }],
    "of an identity with an id of 257 characters": [{}, { id: "a".repeat(257) }]
  }
  it.effect.each(Object.entries(bad))("%s", ([, [session, identity, settings]]) =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const by = asking(kratos.publicUrl, settings)
      assert.strictEqual((yield* Effect.flip(show(by, loggedIn(kratos, session, identity))))._tag, "InvalidToken")
      assert.strictEqual(kratos.asked.length, 1)
    })
  )
})

describe("Kratos is not even asked about", () => {
  const texts = ["", " ", "a b", "a\nb", "a\u0000", "tökén", "=", "a=b", "a,b", "x".repeat(8193)]
  it.effect.each(texts.map((text) => [JSON.stringify(text.slice(0, 20)), text] as const))("%s", ([, text]) =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      assert.instanceOf(yield* Effect.flip(show(asking(kratos.publicUrl), text)), InvalidToken)
      assert.deepStrictEqual(kratos.asked, [])
    })
  )
})

it.effect("whoever logs why a token was refused names the other reason for which Kratos says so", () =>
  Effect.gen(function* () {
    const kratos = yield* standIn()
    const error = yield* Effect.flip(show(asking(kratos.publicUrl), "ory_st_unknown"))
    assert.isTrue(error instanceof InvalidToken && /or failed to look it up.*\/health\/ready/.test(error.reason))
  })
)
