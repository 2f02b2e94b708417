import { assert, describe, it } from "@effect/vitest"
import { Authenticator, InsufficientScope, Unavailable } from "@offshoot/core"
import { Effect } from "effect"
import { base64url, exportJWK, generateKeyPair, SignJWT } from "jose"
import { JwtAuthenticator, localKeySet } from "../../src/index.ts"
import {
  anyKey,
  authenticate,
  authenticator,
  authenticatorWith,
  claims,
  header,
  issuedAt,
  issuerWith,
  jwks,
  keySetOf,
  pair,
  refused,
  sessionClaims,
  signed,
  strangers
} from "./signed.ts"

const withAnyKey = authenticatorWith({}, anyKey)

describe("a good token", () => {
  it.effect("is the caller it speaks for, with its scopes and its end", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* authenticate(signed(header, claims)), {
        issuer: "https://login.example/",
        kind: "user",
        subject: "ann",
        scopes: ["tasks:clone", "tasks:read"],
        expiresAt: (issuedAt + 600) * 1000
      })
    })
  )

  it.effect("is verified by the layer too", () =>
    Authenticator.use((service) => authenticate(signed(header, claims), service)).pipe(
      Effect.map((caller) => assert.strictEqual(caller.subject, "ann")),
      Effect.provide(JwtAuthenticator.layer([{ issuer: issuerWith(), keys: localKeySet(jwks) }]))
    )
  )

  const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"] as const
  it.effect.each(algorithms)("may be signed by jose with %s", (alg) =>
    Effect.gen(function* () {
      const { privateKey, publicKey } = yield* Effect.promise(() => generateKeyPair(alg))
      const keys = localKeySet(keySetOf({ ...(yield* Effect.promise(() => exportJWK(publicKey))), kid: "k", alg }))
      const token = yield* Effect.promise(() =>
        new SignJWT(claims).setProtectedHeader({ alg, typ: "application/AT+jwt", kid: "k" }).sign(privateKey)
      )
      const caller = yield* authenticate(token, authenticatorWith({ algorithms: [alg] }, keys))
      assert.strictEqual(caller.subject, "ann")
    })
  )

  it.effect("whose audience is one string that is configured is taken", () =>
    Effect.map(authenticate(signed(header, { ...claims, aud: "spare" })), ({ subject }) =>
      assert.strictEqual(subject, "ann")
    )
  )

  it.effect("may have no audience, or any, where the audience is unchecked", () => {
    const lenient = authenticatorWith({ audience: "unchecked" })
    return Effect.forEach([undefined, "", "elsewhere", [], ["elsewhere", "nowhere"]], (aud) =>
      Effect.map(authenticate(signed(header, { ...claims, aud }), lenient), ({ subject }) =>
        assert.strictEqual(subject, "ann")
      )
    )
  })

  it.effect("of Hydra speaks for a program when the client is the subject, else for a person", () =>
    Effect.gen(function* () {
      const kind = (client_id: string) =>
        Effect.map(authenticate(signed(header, { ...claims, client_id })), (caller) => caller.kind)
      assert.strictEqual(yield* kind("ann"), "client")
      assert.strictEqual(yield* kind("app"), "user")
    })
  )

  it.effect("of Kratos speaks for a person with no scopes, whatever else it claims", () =>
    Effect.gen(function* () {
      const kratos = authenticatorWith({ kind: "kratos" })
      for (const more of [{}, { client_id: "ann", nonce: "n", auth_time: 1 }]) {
        assert.deepStrictEqual(yield* authenticate(signed(header, { ...sessionClaims, ...more }), kratos), {
          issuer: "https://login.example/",
          kind: "user",
          subject: "ann",
          scopes: [],
          expiresAt: (issuedAt + 60) * 1000
        })
      }
    })
  )

  it.effect("has the scopes of scp, of scope, or of both where they agree", () =>
    Effect.gen(function* () {
      const scopes = (more: object) =>
        Effect.map(authenticate(signed(header, { ...claims, scp: undefined, ...more })), (caller) => caller.scopes)
      assert.deepStrictEqual(yield* scopes({ scope: "" }), [])
      assert.deepStrictEqual(yield* scopes({ scope: "a b" }), ["a", "b"])
      assert.deepStrictEqual(yield* scopes({ scp: ["a", "b"] }), ["a", "b"])
      assert.deepStrictEqual(yield* scopes({ scp: ["a", "b"], scope: "b a" }), ["a", "b"])
    })
  )

  it.effect("may live as long as is configured", () => {
    const month = 30 * 24 * 3600
    const patient = authenticatorWith({ maxLifetimeSec: month })
    return Effect.map(authenticate(signed(header, { ...claims, exp: issuedAt + month }), patient), ({ expiresAt }) =>
      assert.strictEqual(expiresAt, (issuedAt + month) * 1000)
    )
  })
})

describe("issuers", () => {
  const iss = "https://session.example/"
  const sessions = issuerWith({ kind: "kratos", issuer: iss, algorithms: ["RS256"], typ: ["JWT"] })
  const both = JwtAuthenticator.make([
    { issuer: issuerWith(), keys: localKeySet(jwks) },
    {
      issuer: sessions,
      keys: localKeySet(keySetOf({ ...strangers.publicKey.export({ format: "jwk" }), kid: "key-1" }))
    }
  ])
  const session = { ...sessionClaims, iss }

  it.effect("are each a part of the identity that they vouch for", () =>
    Effect.gen(function* () {
      const byHydra = yield* authenticate(signed(header, claims), both)
      const byKratos = yield* authenticate(signed(header, session, strangers.privateKey), both)
      assert.deepStrictEqual([byHydra.issuer, byKratos.issuer], [claims.iss, iss])
    })
  )
  it.effect("vouch with their own keys, types and rules alone", () =>
    Effect.gen(function* () {
      yield* refused(signed(header, session), both)
      yield* refused(signed(header, claims, strangers.privateKey), both)
      yield* refused(signed({ ...header, typ: "at+jwt" }, session, strangers.privateKey), both)
      yield* refused(signed(header, { ...claims, iss }, strangers.privateKey), both)
      yield* refused(signed(header, { ...session, iss: claims.iss }), both)
    })
  )
  it.effect("that are not among these vouch for nobody", () =>
    Effect.forEach(["https://login.example", "", null, ["https://login.example/"], undefined], (other) =>
      refused(signed(header, { ...claims, iss: other }), both)
    )
  )
})

describe("required scopes", () => {
  const strict = authenticatorWith({ requiredScopes: ["tasks:clone", "tasks:read"] })

  it.effect("that a token has let it pass", () =>
    Effect.map(authenticate(signed(header, { ...claims, scp: ["x", "tasks:read", "tasks:clone"] }), strict), (caller) =>
      assert.deepStrictEqual(caller.scopes, ["x", "tasks:read", "tasks:clone"])
    )
  )
  it.effect("of which a good token lacks one are told, all of them, every time", () =>
    Effect.gen(function* () {
      for (let time = 0; time < 2; time++) {
        const error = yield* Effect.flip(authenticate(signed(header, { ...claims, scp: ["tasks:read"] }), strict))
        assert.deepStrictEqual(error, new InsufficientScope({ scopes: ["tasks:clone", "tasks:read"] }))
      }
    })
  )
  it.effect("are no matter of a token that is not good", () =>
    refused(signed(header, { ...claims, scp: [] }, strangers.privateKey), strict)
  )
})

describe("time, to the millisecond", () => {
  const token = signed(header, { ...claims, nbf: issuedAt + 60 })
  const unbounded = signed(header, claims)
  const at = (seconds: number, milliseconds: number) => (issuedAt + seconds) * 1000 + milliseconds

  it.effect("a token works until 5 s past its end", () =>
    Effect.andThen(authenticate(token, authenticator, at(605, -1)), refused(token, authenticator, at(605, 0)))
  )
  it.effect("a token works from 5 s before its beginning", () =>
    Effect.andThen(authenticate(token, authenticator, at(55, 0)), refused(token, authenticator, at(55, -1)))
  )
  it.effect("a token may be issued 5 s from now", () =>
    Effect.andThen(authenticate(unbounded, authenticator, at(-5, 0)), refused(unbounded, authenticator, at(-5, -1)))
  )
})

describe("keys", () => {
  const rsa = pair.publicKey.export({ format: "jwk" })

  it.effect("a token signed with another issuer's key of the same kid is refused", () =>
    refused(signed(header, claims, strangers.privateKey))
  )
  it.effect("a token whose kid is no key's is refused", () => refused(signed({ ...header, kid: "key-2" }, claims)))
  it.effect("a token whose alg is not its key's is refused", () =>
    Effect.gen(function* () {
      yield* refused(signed({ ...header, alg: "ES256" }, claims))
      yield* refused(
        signed(header, claims),
        authenticatorWith({}, localKeySet(keySetOf({ ...rsa, kid: "key-1", alg: "PS256" })))
      )
    })
  )
  it.effect("a token authenticated with the public key as a shared secret is refused", () =>
    Effect.gen(function* () {
      const pem = Buffer.from(pair.publicKey.export({ format: "pem", type: "spki" }))
      for (const secret of [pem, base64url.decode(rsa.n ?? ""), Buffer.from(JSON.stringify(rsa))]) {
        const token = yield* Effect.promise(() =>
          new SignJWT(claims).setProtectedHeader({ ...header, alg: "HS256" }).sign(secret)
        )
        yield* refused(token)
        yield* refused(token, withAnyKey)
      }
    })
  )
  it.effect("a key that cannot be imported is unavailable, not the token's fault", () =>
    Effect.gen(function* () {
      const broken = localKeySet(keySetOf({ kty: "EC", crv: "P-256", x: "AA", y: "AA", kid: "key-1" }))
      const error = yield* Effect.flip(
        authenticate(signed({ ...header, alg: "ES256" }, claims), authenticatorWith({}, broken))
      )
      assert.strictEqual(error._tag, "Unavailable")
    })
  )
  it.effect("a key that is for another algorithm is unavailable, not the token's fault", () =>
    Effect.map(Effect.flip(authenticate(signed({ ...header, alg: "ES256" }, claims), withAnyKey)), (error) =>
      assert.strictEqual(error._tag, "Unavailable")
    )
  )
  it.effect("keys that cannot be read are unavailable, but a token that is refused anyway never asks for them", () =>
    Effect.gen(function* () {
      const down = new Unavailable({ dependency: "key set", operation: "find", outcome: "nothing stored" })
      const by = authenticatorWith({}, () => Effect.fail(down))
      assert.strictEqual(yield* Effect.flip(authenticate(signed(header, claims), by)), down)
      yield* refused(signed(header, { ...claims, aud: "elsewhere" }), by)
    })
  )
})
