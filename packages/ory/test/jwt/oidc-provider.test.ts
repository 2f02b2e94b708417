import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { JwtAuthenticator, keySetOf } from "../../src/index.ts"
import { provider, resource } from "./oidc-provider/provider.ts"
import { robotsTokens, tokensOf } from "./oidc-provider/tokens.ts"
import { issuerWith } from "./signed.ts"

/** An authenticator of the provider's tokens that reads the keys which it publishes. */
const authenticatorOf = Effect.fnUntraced(function* (url: string, changes: object = {}) {
  const entry = { issuer: url, audience: [resource], algorithms: ["ES256"], typ: ["at+jwt"], jwksUrl: `${url}/jwks` }
  const issuer = issuerWith({ ...entry, jwks: undefined, ...changes }, { allowHttp: true })
  const { authenticate } = JwtAuthenticator.make([{ issuer, keys: yield* keySetOf(issuer) }])
  return (token = "") => authenticate(Redacted.make(token))
})

describe("of the issuer oidc-provider", () => {
  it.live("a program's token, got by its secret, speaks for the program", () =>
    Effect.gen(function* () {
      const url = yield* provider
      const authenticate = yield* authenticatorOf(url)
      const { access_token } = yield* robotsTokens(url)
      const { expiresAt, ...caller } = yield* authenticate(access_token)
      assert.deepStrictEqual(caller, { issuer: url, kind: "client", subject: "robot", scopes: ["tasks:clone"] })
      assert.isNumber(expiresAt)
    }).pipe(Effect.scoped)
  )

  it.live("a person's access token speaks for the person who logged in, the ID token beside it for nobody", () =>
    Effect.gen(function* () {
      const url = yield* provider
      const authenticate = yield* authenticatorOf(url)
      const { access_token, id_token } = yield* tokensOf(url, "ann")
      const { expiresAt, ...caller } = yield* authenticate(access_token)
      assert.deepStrictEqual(caller, { issuer: url, kind: "user", subject: "ann", scopes: ["tasks:clone"] })
      assert.isNumber(expiresAt)

      assert.isDefined(id_token)
      const careless = yield* authenticatorOf(url, { typ: ["JWT", "at+jwt"], audience: [resource, "app"] })
      assert.strictEqual((yield* careless(access_token)).subject, "ann")
      for (const by of [authenticate, careless]) {
        assert.strictEqual((yield* Effect.flip(by(id_token)))._tag, "InvalidToken")
      }
    }).pipe(Effect.scoped)
  )
})
