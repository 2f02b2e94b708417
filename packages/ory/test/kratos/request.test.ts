import { assert, describe, it } from "@effect/vitest"
import type { Exchange } from "@offshoot/testkit/kratos"
import {
  Configuration,
  type ErrorAuthenticatorAssuranceLevelNotSatisfied,
  type ErrorGeneric,
  FrontendApi,
  type Session
} from "@ory/kratos-client"
import { Effect } from "effect"
import { asking, loggedIn, now, show, standIn } from "./asked.ts"

const client = (basePath: string) => new FrontendApi(new Configuration({ basePath }))

const members = ({ body, headers, method, path, query }: Exchange) => ({
  method,
  path,
  query: [...query],
  token: headers["x-session-token"],
  body
})

describe("Kratos is asked", () => {
  it.effect.each(["ory_st_x", "ory_st_AZaz09-._~+/=="])("about %s as Ory's own client asks", (token) =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      kratos.plant({ status: 200, body: {} })
      yield* Effect.flip(show(asking(kratos.publicUrl), token))
      yield* Effect.promise(() => client(kratos.publicUrl).toSession({ xSessionToken: token }))
      const [ours, theirs] = kratos.asked.map(members)
      assert.deepStrictEqual(ours, theirs)
      assert.strictEqual(ours?.token, token)
    })
  )

  it.effect("with no other credentials: it would take a cookie and a Bearer token too", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      yield* Effect.flip(show(asking(kratos.publicUrl), "ory_st_x"))
      const names = Object.keys(kratos.asked[0]?.headers ?? {})
      assert.include(names, "x-session-token")
      for (const name of ["authorization", "cookie"]) assert.notInclude(names, name)
    })
  )

  it.effect("below the path of its address, with or without a slash at the end", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      for (const end of ["", "/"]) yield* Effect.flip(show(asking(`${kratos.publicUrl}/of/kratos${end}`), "ory_st_x"))
      assert.deepStrictEqual(
        kratos.asked.map(({ path }) => path),
        Array(2).fill("/of/kratos/sessions/whoami")
      )
    })
  )
})

describe("Ory's own client understands the stand-in for Kratos, and has a name for all that it says", () => {
  const ask = (publicUrl: string, xSessionToken: string) =>
    Effect.promise(() =>
      client(publicUrl).toSession({ xSessionToken }, { validateStatus: () => true, responseType: "json" })
    )
  const issued = new Date(now).toISOString()
  const end = new Date(now + 600_000).toISOString()

  it.effect("of a session", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const session: Session = {
        id: "s-1",
        active: true,
        expires_at: end,
        authenticated_at: issued,
        authenticator_assurance_level: "aal1",
        authentication_methods: [{ method: "password", aal: "aal1", completed_at: issued }],
        issued_at: issued,
        identity: {
          id: "ann",
          schema_id: "default",
          schema_url: "https://kratos.example/schemas/ZGVmYXVsdA",
          state: "active",
          state_changed_at: issued,
          traits: { email: "ann@example.com" },
          metadata_public: null,
          created_at: issued,
          updated_at: issued,
          organization_id: null
        },
        devices: [{ id: "d-1", ip_address: "192.0.2.1", user_agent: "stand-in", location: "" }]
      }
      const { identity: _, ...others } = session
      const token = loggedIn(kratos, others, { created_at: issued, state_changed_at: issued, updated_at: issued })
      const { data, status } = yield* ask(kratos.publicUrl, token)
      assert.deepStrictEqual([status, data], [200, session])
    })
  )

  it.effect("of none", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const refused: ErrorGeneric = {
        error: {
          code: 401,
          status: "Unauthorized",
          reason: "No valid session credentials found in the request.",
          message: "The request could not be authorized"
        }
      }
      const { data, status } = yield* ask(kratos.publicUrl, "ory_st_unknown")
      assert.deepStrictEqual([status, data as unknown], [401, refused])
    })
  )

  it.effect("of a session that lacks its second factor", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn({ requiresAal2: true })
      const { data, status } = yield* ask(kratos.publicUrl, loggedIn(kratos))
      const refused: ErrorAuthenticatorAssuranceLevelNotSatisfied = data as object
      assert.deepStrictEqual([status, refused.error?.id, refused.error?.code], [403, "session_aal2_required", 403])
      assert.match(refused.redirect_browser_to ?? "", /^https:/)
    })
  )
})
