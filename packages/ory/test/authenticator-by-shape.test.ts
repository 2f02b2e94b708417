import { assert, describe, it } from "@effect/vitest"
import { Authenticator, type Caller, Fault, InvalidToken, Unavailable } from "@offshoot/core"
import { Context, Effect, Layer, Redacted } from "effect"
import { AuthenticatorByShape } from "../src/index.ts"

const names = ["jwt", "accessToken", "sessionToken", "unmarkedToken"] as const
type Name = (typeof names)[number]

/** Authenticators of these names, which note who was asked, and answer a caller called so or an error. */
const noting = (present: ReadonlyArray<Name>, error?: InvalidToken | Unavailable | Fault) => {
  const asked: Array<readonly [Name, string]> = []
  const service = (name: Name): Authenticator["Service"] => ({
    authenticate: (token) =>
      Effect.suspend(() => {
        asked.push([name, Redacted.value(token)])
        return error === undefined ? Effect.succeed(callerNamed(name)) : Effect.fail(error)
      })
  })
  return { asked, by: AuthenticatorByShape.make(Object.fromEntries(present.map((name) => [name, service(name)]))) }
}
const callerNamed = (subject: string): Caller => ({ issuer: "i", kind: "user", subject, scopes: [] })

const show = (by: Authenticator["Service"], token: string) => by.authenticate(Redacted.make(token))

describe("only one authenticator is shown a token:", () => {
  const shapes: ReadonlyArray<readonly [token: string, name: Name]> = [
    ["a.b.c", "jwt"],
    ["eyJhbGciOiJFUzI1NiJ9.e30.AZaz09-_", "jwt"],
    ["ory_at_a.b.c", "jwt"],
    ["ory_st_.b.c", "jwt"],
    ["ory_at_abc.def", "accessToken"],
    ["ory_at_", "accessToken"],
    ["ory_at_a.b.", "accessToken"],
    ["ory_at_a.b.c.d", "accessToken"],
    ["ory_st_MP2YWEMeM8MxjkGK", "sessionToken"],
    ["MP2YWEMeM8MxjkGKpH4dqOQ4Q4DlSPaj", "unmarkedToken"],
    ["abc.def", "unmarkedToken"],
    ["a.b.c.d.e", "unmarkedToken"],
    ["a.b.c=", "unmarkedToken"],
    ["a.b~.c", "unmarkedToken"],
    ["..", "unmarkedToken"],
    ["a..c", "unmarkedToken"],
    ["ORY_AT_x", "unmarkedToken"],
    ["oryx", "unmarkedToken"]
  ]
  it.effect.each(shapes)("%s is for %s", ([token, name]) =>
    Effect.gen(function* () {
      const { asked, by } = noting(names)
      assert.strictEqual((yield* show(by, token)).subject, name)
      assert.deepStrictEqual(asked, [[name, token]])
    })
  )

  it.effect.each(["ory_rt_refresh", "ory_ac_code", "ory_", "ory_at", "ory_st-x"])("%s is for none", (token) =>
    Effect.gen(function* () {
      const { asked, by } = noting(names)
      assert.strictEqual((yield* Effect.flip(show(by, token)))._tag, "InvalidToken")
      assert.deepStrictEqual(asked, [])
    })
  )
})

describe("a token is shown to no other authenticator", () => {
  const tokens: Readonly<Record<Name, string>> = {
    jwt: "a.b.c",
    accessToken: "ory_at_x",
    sessionToken: "ory_st_x",
    unmarkedToken: "x"
  }

  it.effect.each(names)("where the one for its shape is not configured: %s", (missing) =>
    Effect.gen(function* () {
      const { asked, by } = noting(names.filter((name) => name !== missing))
      const error = yield* Effect.flip(show(by, tokens[missing]))
      assert.strictEqual(error._tag, "InvalidToken")
      assert.notInclude(JSON.stringify(error), tokens[missing])
      assert.deepStrictEqual(asked, [])
    })
  )

  const operation = { dependency: "d", operation: "o" }
  const errors = [
    new InvalidToken({ reason: "r" }),
    new Unavailable({ ...operation, outcome: "nothing stored" }),
    new Fault({ ...operation, cause: "c" })
  ]
  it.effect.each(errors.flatMap((error) => names.map((name) => [name, error._tag, error] as const)))(
    "where the one for its shape has failed: %s, with %s",
    ([name, , error]) =>
      Effect.gen(function* () {
        const { asked, by } = noting(names, error)
        assert.strictEqual(yield* Effect.flip(show(by, tokens[name])), error)
        assert.strictEqual(asked.length, 1)
      })
  )
})

it.effect("as a layer it is the authenticator of what drives the core", () =>
  Effect.gen(function* () {
    const layer = AuthenticatorByShape.layer({
      accessToken: { authenticate: () => Effect.succeed(callerNamed("ann")) }
    })
    const by = Context.get(yield* Layer.build(layer), Authenticator)
    assert.strictEqual((yield* show(by, "ory_at_x")).subject, "ann")
  })
)
