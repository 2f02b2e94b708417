import { assert, describe, it } from "@effect/vitest"
import { Authenticator, InvalidToken } from "@offshoot/core"
import { Context, Effect, Layer, Schema } from "effect"
import { HydraIntrospection, introspectionSettings } from "../../src/index.ts"
import { asking, issued, issuedAt, issuer, show, standIn } from "./asked.ts"

describe("an active access token", () => {
  it.effect("is the caller it speaks for, with its scopes and its end", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      assert.deepStrictEqual(yield* show(asking(hydra.adminUrl), issued(hydra)), {
        issuer,
        kind: "user",
        subject: "ann",
        scopes: ["openid", "tasks"],
        expiresAt: (issuedAt + 600) * 1000
      })
    })
  )

  it.effect("is judged by the layer too", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const settings = Schema.decodeUnknownSync(introspectionSettings({ allowHttp: true }))({
        adminUrl: hydra.adminUrl,
        issuer,
        audience: "unchecked"
      })
      const by = Context.get(yield* Layer.build(HydraIntrospection.layer(settings)), Authenticator)
      assert.strictEqual((yield* show(by, issued(hydra))).subject, "ann")
    })
  )

  const good: Record<string, readonly [said: object, caller: object, settings?: object]> = {
    "of a client that asked for itself is the client": [{ sub: "app", client_id: "app" }, { kind: "client" }],
    "without scope has none": [{ scope: undefined }, { scopes: [] }],
    "for one audience, as text": [{ aud: "spare" }, { subject: "ann" }],
    "for another audience, where audiences are unchecked": [{ aud: [] }, { subject: "ann" }, { audience: "unchecked" }],
    "of the type bearer, in small letters": [{ token_type: "bearer" }, { subject: "ann" }],
    "without nbf": [{ nbf: undefined }, { subject: "ann" }],
    "whose ext says something else of it": [
      { ext: { sub: "eve", scope: "admin", scp: ["admin"], aud: [], client_id: "ann" } },
      { subject: "ann", kind: "user", scopes: ["openid", "tasks"] }
    ],
    "with every scope that is required": [
      { scope: "a b c" },
      { scopes: ["a", "b", "c"] },
      { requiredScopes: ["c", "a"] }
    ]
  }
  it.effect.each(Object.entries(good))("%s", ([, [said, caller, settings]]) =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      assert.deepInclude(yield* show(asking(hydra.adminUrl, settings), issued(hydra, said)), caller)
    })
  )

  it.effect("without a required scope is told which are required", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const by = asking(hydra.adminUrl, { requiredScopes: ["openid", "clone"] })
      const error = yield* Effect.flip(show(by, issued(hydra)))
      assert.deepInclude(error, { _tag: "InsufficientScope", scopes: ["openid", "clone"] })
    })
  )
})

describe("refused, though Hydra was asked: a token", () => {
  const bad: Record<string, object> = {
    "that is a refresh token, whose type is Bearer too": { token_use: "refresh_token" },
    "without token_use": { token_use: undefined },
    "of another type": { token_type: "DPoP" },
    "bound to its sender": { cnf: { jkt: "x" } },
    "of another issuer": { iss: "https://hydra.example" },
    "of no issuer": { iss: undefined },
    "without sub": { sub: undefined },
    "with an empty sub": { sub: "" },
    "with an empty sub, but one in ext": { sub: "", ext: { sub: "ann" } },
    "with a control character in sub": { sub: "ann\n" },
    "without client_id": { client_id: undefined },
    "with an empty client_id": { client_id: "" },
    "for nobody": { aud: [] },
    "for nobody, but for us in ext": { aud: [], ext: { aud: ["offshoot"] } },
    "without aud": { aud: undefined },
    "for another audience": { aud: ["offshoots"] },
    "without exp": { exp: undefined },
    "without iat": { iat: undefined },
    "that ended 5 s ago": { exp: issuedAt - 5, iat: issuedAt - 60, nbf: issuedAt - 60 },
    "that begins in 6 s": { nbf: issuedAt + 6 },
    "that is issued in 6 s": { iat: issuedAt + 6, nbf: undefined },
    "that ended as it was issued": { exp: issuedAt }
  }
  it.effect.each(Object.entries(bad))("%s", ([, said]) =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const error = yield* Effect.flip(show(asking(hydra.adminUrl), issued(hydra, said)))
      assert.strictEqual(error._tag, "InvalidToken")
      assert.strictEqual(hydra.asked.length, 1)
    })
  )

  it.effect("that Hydra does not know, or no longer", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const by = asking(hydra.adminUrl)
      const token = issued(hydra)
      assert.strictEqual((yield* show(by, token)).subject, "ann")
      hydra.revoke(token)
      for (const inactive of [token, "ory_at_unknown"]) {
        const error = yield* Effect.flip(show(by, inactive))
        // Hydra also says so when its database fails: whoever reads the log should know.
        assert.isTrue(error instanceof InvalidToken && error.reason.endsWith("or failed to look it up"))
      }
    })
  )
})

describe("Hydra is not even asked about", () => {
  const texts = ["", " ", "a b", "a\nb", "a\u0000", "tökén", "=", "a=b", "a,b", "x".repeat(8193)]
  it.effect.each(texts.map((text) => [JSON.stringify(text.slice(0, 20)), text] as const))("%s", ([, text]) =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const error = yield* Effect.flip(show(asking(hydra.adminUrl), text))
      assert.instanceOf(error, InvalidToken)
      assert.deepStrictEqual(hydra.asked, [])
    })
  )
})
