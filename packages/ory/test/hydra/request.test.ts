import { assert, describe, it } from "@effect/vitest"
import type { Exchange } from "@offshoot/testkit/hydra"
import { Configuration, type IntrospectedOAuth2Token, OAuth2Api } from "@ory/hydra-client"
import { Effect } from "effect"
import { asking, issued, issuedAt, issuer, show, standIn } from "./asked.ts"

const members = ({ body, headers, method, path, query }: Exchange) => ({
  method,
  path,
  query: [...query],
  type: headers["content-type"],
  form: [...new URLSearchParams(body)],
  authorization: headers.authorization
})

const client = (basePath: string, settings: ConstructorParameters<typeof Configuration>[0] = {}) =>
  new OAuth2Api(new Configuration({ basePath, ...settings }))

describe("Hydra is asked", () => {
  // Every character that a Bearer token may have, and the two that a form writes in another way.
  it.effect.each(["ory_at_x", "ory_at_AZaz09-._~+/=="])("about %s as Ory's own client asks", (token) =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      yield* Effect.flip(show(asking(hydra.adminUrl), token))
      yield* Effect.promise(() => client(hydra.adminUrl).introspectOAuth2Token({ token }))
      const [ours, theirs] = hydra.asked.map(members)
      assert.deepStrictEqual(ours, theirs)
      assert.deepStrictEqual(ours?.form, [["token", token]])
    })
  )

  it.effect("below the path of its address, with or without a slash at the end", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      for (const end of ["", "/"]) yield* Effect.flip(show(asking(`${hydra.adminUrl}/of/hydra${end}`), "ory_at_x"))
      assert.deepStrictEqual(
        hydra.asked.map(({ path }) => path),
        Array(2).fill("/of/hydra/admin/oauth2/introspect")
      )
    })
  )

  it.effect("with no header but what it needs", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      yield* Effect.flip(show(asking(hydra.adminUrl), "ory_at_x"))
      const names = Object.keys(hydra.asked[0]?.headers ?? {})
      for (const name of ["authorization", "cookie", "x-session-token"]) assert.notInclude(names, name)
    })
  )

  it.effect("with the credentials for its gateway, as Ory's own client sends them", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const basic = { username: "offshoot", password: "p:ss=w/rd" }
      const bearer = "gateway-token=="
      yield* Effect.flip(show(asking(hydra.adminUrl, { auth: { type: "basic", ...basic } }), "ory_at_x"))
      yield* Effect.flip(show(asking(hydra.adminUrl, { auth: { type: "bearer", token: bearer } }), "ory_at_x"))
      yield* Effect.promise(() =>
        client(hydra.adminUrl, { baseOptions: { auth: basic } }).introspectOAuth2Token({ token: "ory_at_x" })
      )
      const [ourBasic, ourBearer, theirBasic] = hydra.asked.map(members)
      assert.deepStrictEqual(ourBasic, theirBasic)
      assert.strictEqual(ourBearer?.authorization, `Bearer ${bearer}`)
    })
  )

  it.effect("with a name and a password that are not ASCII, in UTF-8", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const auth = { type: "basic", username: "für", password: "über:alles" }
      yield* Effect.flip(show(asking(hydra.adminUrl, { auth }), "ory_at_x"))
      const [, encoded = ""] = hydra.asked[0]?.headers.authorization?.split(" ") ?? []
      assert.strictEqual(Buffer.from(encoded, "base64").toString("utf8"), "für:über:alles")
    })
  )
})

it.effect("what the stand-in for Hydra says, Ory's own client understands, and has a name for all of it", () =>
  Effect.gen(function* () {
    const hydra = yield* standIn
    const ask = (token: string, scope?: string) =>
      Effect.promise(() =>
        client(hydra.adminUrl).introspectOAuth2Token({ token, ...(scope === undefined ? {} : { scope }) })
      )
    const token = issued(hydra)
    const said: IntrospectedOAuth2Token = {
      active: true,
      scope: "openid tasks",
      client_id: "app",
      sub: "ann",
      exp: issuedAt + 600,
      iat: issuedAt,
      nbf: issuedAt,
      aud: ["offshoot"],
      iss: issuer,
      token_type: "Bearer",
      token_use: "access_token"
    }
    const inactive: IntrospectedOAuth2Token = { active: false }
    assert.deepStrictEqual((yield* ask(token)).data, said)
    assert.deepStrictEqual((yield* ask(token, "tasks openid")).data, said)
    assert.deepStrictEqual((yield* ask(token, "tasks clone")).data, inactive)
    hydra.revoke(token)
    assert.deepStrictEqual((yield* ask(token)).data, inactive)
  })
)
