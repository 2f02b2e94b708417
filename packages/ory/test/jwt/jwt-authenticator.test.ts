import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { Authenticator, InvalidToken, Unavailable } from "@offshoot/core"
import { Effect, Redacted, Schema } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { base64url, exportJWK, generateKeyPair, importJWK, SignJWT } from "jose"
import { JwtAuthenticator, JwtIssuer, type KeySet, localKeySet } from "../../src/index.ts"
import { claims, header, issuedAt, issuer, jwks, keySetOf, pair, signed, strangers } from "./signed.ts"

const authenticator = JwtAuthenticator.make(issuer, localKeySet(jwks))

const authenticate = (token: string, by = authenticator, at = issuedAt * 1000) =>
  Effect.andThen(TestClock.setTime(at), by.authenticate(Redacted.make(token)))

const refused = (token: string, by = authenticator, at?: number) =>
  Effect.map(Effect.flip(authenticate(token, by, at)), (error) => assert.strictEqual(error._tag, "InvalidToken"))

/** Whatever the header names, the key that fits is found: only the rules on the header stand in the way. */
const anyKey: KeySet = () =>
  Effect.promise(async () => {
    const key = await importJWK(pair.publicKey.export({ format: "jwk" }), "RS256")
    if (key instanceof Uint8Array) throw new Error("not a public key")
    return key
  })
const withAnyKey = JwtAuthenticator.make(issuer, anyKey)

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
      Effect.provide(JwtAuthenticator.layer(issuer, localKeySet(jwks)))
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
      const caller = yield* authenticate(token, JwtAuthenticator.make({ ...issuer, algorithms: [alg] }, keys))
      assert.strictEqual(caller.subject, "ann")
    })
  )

  it.effect("whose audience is one string that is configured is taken", () =>
    Effect.map(authenticate(signed(header, { ...claims, aud: "spare" })), ({ subject }) =>
      assert.strictEqual(subject, "ann")
    )
  )

  it.effect("may have no audience where the audience is unchecked", () => {
    const lenient = JwtAuthenticator.make({ ...issuer, audience: "unchecked" }, localKeySet(jwks))
    return Effect.map(authenticate(signed(header, { ...claims, aud: undefined }), lenient), ({ subject }) =>
      assert.strictEqual(subject, "ann")
    )
  })

  it.effect("speaks for a program when the client is the subject, else for a person", () =>
    Effect.gen(function* () {
      const kind = (more: object, by = authenticator) =>
        Effect.map(authenticate(signed(header, { ...claims, ...more }), by), (caller) => caller.kind)
      assert.strictEqual(yield* kind({ client_id: "ann" }), "client")
      assert.strictEqual(yield* kind({ client_id: "app" }), "user")
      assert.strictEqual(yield* kind({ client_id: ["ann"] }), "user")
      const byAzp = JwtAuthenticator.make({ ...issuer, clientClaim: "azp" }, localKeySet(jwks))
      assert.strictEqual(yield* kind({ azp: "ann" }, byAzp), "client")
      assert.strictEqual(yield* kind({ client_id: "ann" }, byAzp), "user")
    })
  )

  it.effect("has the scopes of scp, of scope, or of both where they agree", () =>
    Effect.gen(function* () {
      const scopes = (more: object) =>
        Effect.map(authenticate(signed(header, { ...claims, scp: undefined, ...more })), (caller) => caller.scopes)
      assert.deepStrictEqual(yield* scopes({}), [])
      assert.deepStrictEqual(yield* scopes({ scope: "" }), [])
      assert.deepStrictEqual(yield* scopes({ scope: "a b" }), ["a", "b"])
      assert.deepStrictEqual(yield* scopes({ scp: ["a", "b"] }), ["a", "b"])
      assert.deepStrictEqual(yield* scopes({ scp: ["a", "b"], scope: "b a" }), ["a", "b"])
    })
  )

  it.effect("may live as long as is configured", () => {
    const month = 30 * 24 * 3600
    const patient = JwtAuthenticator.make({ ...issuer, maxLifetimeSec: month }, localKeySet(jwks))
    return Effect.map(authenticate(signed(header, { ...claims, exp: issuedAt + month }), patient), ({ expiresAt }) =>
      assert.strictEqual(expiresAt, (issuedAt + month) * 1000)
    )
  })
})

describe("refused, though well signed and the key known: a token", () => {
  const { kid, ...noKid } = header
  const { typ, ...noTyp } = header
  const headers: Record<string, object | string> = {
    "without alg": { typ, kid },
    "with an alg of the key that is not the issuer's": { ...header, alg: "RS512" },
    "with alg none": { ...header, alg: "none" },
    "with a symmetric alg": { ...header, alg: "HS256" },
    "without typ": noTyp,
    "with another typ": { ...header, typ: "logout+jwt" },
    "with a typ that is no text": { ...header, typ: ["JWT"] },
    "without kid": noKid,
    "with an empty kid": { ...header, kid: "" },
    "with a kid that is no text": { ...header, kid: 1 },
    "with a kid of 129 characters and 258 bytes": { ...header, kid: "é".repeat(129) },
    "with its alg named twice": `{"alg":"RS256","alg":"RS256","typ":"JWT","kid":"key-1"}`,
    "with its alg named twice in two spellings": `{"alg":"RS256","\\u0061lg":"RS256","typ":"JWT","kid":"key-1"}`,
    "with a header 33 levels deep": `{"alg":"RS256","typ":"JWT","kid":"key-1","x":${"[".repeat(32)}${"]".repeat(32)}}`,
    "with a header that is no JSON": `{"alg":"RS256","typ":"JWT","kid":"key-1",}`
  }
  it.effect.each(Object.entries(headers))("%s", ([, head]) => refused(signed(head, claims), withAnyKey))

  it.effect.each(["crit", "b64", "jwk", "jku", "x5u", "x5c", "zip", "enc", "cty"])("with %s in its header", (member) =>
    Effect.map(Effect.flip(authenticate(signed({ ...header, [member]: null }, claims))), (error) => {
      assert.isTrue(error instanceof InvalidToken && error.reason === "the header has a forbidden member")
    })
  )

  it.effect.each(["null", "[]", '"text"', "1", "true"])("with %s in place of its header or claims", (json) =>
    Effect.forEach([signed(json, claims), signed(header, json)], (token) =>
      Effect.map(Effect.flip(authenticate(token, withAnyKey)), (error) => {
        assert.isTrue(error instanceof InvalidToken && error.reason === "the token is not a canonical JWT")
      })
    )
  )

  it.effect("with its signature spelled in another way", () => {
    const token = signed(header, claims)
    const bytes = Buffer.from(token.slice(token.lastIndexOf(".") + 1), "base64url")
    const respelled = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"]
      .map((last) => token.slice(0, -1) + last)
      .filter(
        (other) => other !== token && bytes.equals(Buffer.from(other.slice(other.lastIndexOf(".") + 1), "base64url"))
      )
    assert.strictEqual(respelled.length, 15)
    return Effect.forEach([...respelled, `${token}=`, `${token}==`], (other) => refused(other))
  })

  const text = JSON.stringify(claims)
  const notUtf8 = Buffer.concat([Buffer.from(`${text.slice(0, -1)},"x":"`), Buffer.from([0xff]), Buffer.from('"}')])
  const bodies: Record<string, object | string> = {
    "of another issuer": { ...claims, iss: "https://login.example" },
    "of an issuer that is a list": { ...claims, iss: [issuer.issuer] },
    "without iss": { ...claims, iss: undefined },
    "without aud": { ...claims, aud: undefined },
    "for nobody": { ...claims, aud: [] },
    "for another audience": { ...claims, aud: "offshoots" },
    "for an audience that is an object": { ...claims, aud: { offshoot: true } },
    "for an audience in an inner list": { ...claims, aud: [["offshoot"]] },
    "for an audience among what is no text": { ...claims, aud: ["offshoot", 1] },
    "without sub": { ...claims, sub: undefined },
    "with an empty sub": { ...claims, sub: "" },
    "with a sub that is no text": { ...claims, sub: 7 },
    "with a sub of 257 characters": { ...claims, sub: "a".repeat(257) },
    "with a control character in sub": { ...claims, sub: "ann\u0085" },
    "with a lone surrogate in sub": `{"sub":"\\ud800",${text.slice(1).replace('"sub":"ann",', "")}`,
    "without exp": { ...claims, exp: undefined },
    "with an exp that is text": { ...claims, exp: String(claims.exp) },
    "with an exp that is no whole number": { ...claims, exp: claims.exp + 0.5 },
    "without end": text.replace(`"exp":${claims.exp}`, `"exp":1e999`),
    "without iat": { ...claims, iat: undefined },
    "with an iat that is no whole number": { ...claims, iat: claims.iat - 0.5 },
    "with a negative iat": { ...claims, iat: -1, exp: 1 },
    "with an nbf that is text": { ...claims, nbf: String(claims.iat) },
    "with an nbf of null": { ...claims, nbf: null },
    "with a negative nbf": { ...claims, nbf: -1 },
    "that ended as it was issued": { ...claims, exp: claims.iat },
    "that lives a second too long": { ...claims, exp: claims.iat + 3601 },
    "bound to its sender": { ...claims, cnf: { "x5t#S256": "" } },
    "with a scp that is no list": { ...claims, scp: "tasks:clone" },
    "with a scope in scp that is no text": { ...claims, scp: [1] },
    "with a scope that is no text": { ...claims, scp: undefined, scope: ["tasks:clone"] },
    "whose scope has less than its scp": { ...claims, scope: "tasks:clone" },
    "whose scope has more than its scp": { ...claims, scope: "tasks:clone tasks:read tasks:write" },
    "with its sub named twice": `{"sub":"bob",${text.slice(1)}`,
    "with an inner member named twice": `${text.slice(0, -1)},"x":[{"y":1,"y":2}]}`,
    "with claims 33 levels deep": `${text.slice(0, -1)},"x":${'{"x":'.repeat(31)}[]${"}".repeat(31)}}`,
    "with a byte order mark": `\ufeff${text}`,
    "with bytes that are not UTF-8": notUtf8
  }
  it.effect.each(Object.entries(bodies))("%s", ([, body]) => refused(signed(header, body)))

  it.effect("longer than the limit, by a byte", () => {
    const token = signed(header, claims)
    const by = (maxTokenBytes: number) => JwtAuthenticator.make({ ...issuer, maxTokenBytes }, localKeySet(jwks))
    return Effect.andThen(authenticate(token, by(token.length)), refused(token, by(token.length - 1)))
  })
})

describe("JSON at its limits is read", () => {
  const text = JSON.stringify(claims).slice(0, -1)
  const bodies = {
    "32 levels deep": `${text},"x":${'{"x":'.repeat(30)}[]${"}".repeat(30)}}`,
    "one name in two objects": `${text},"x":[{"y":1},{"y":2}],"y":{"x":1}}`,
    "brackets, quotes and colons in texts": `${text},"x":"\\"sub\\":[[{{","y":["sub","sub"]}`
  }
  it.effect.each(Object.entries(bodies))("%s", ([, body]) =>
    Effect.map(authenticate(signed(header, body)), ({ subject }) => assert.strictEqual(subject, "ann"))
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
        JwtAuthenticator.make(issuer, localKeySet(keySetOf({ ...rsa, kid: "key-1", alg: "PS256" })))
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
        authenticate(signed({ ...header, alg: "ES256" }, claims), JwtAuthenticator.make(issuer, broken))
      )
      assert.strictEqual(error._tag, "Unavailable")
    })
  )
  it.effect("keys that cannot be read are unavailable, but a token that is refused anyway never asks for them", () =>
    Effect.gen(function* () {
      const down = new Unavailable({ dependency: "key set", operation: "find", outcome: "nothing stored" })
      const by = JwtAuthenticator.make(issuer, () => Effect.fail(down))
      assert.strictEqual(yield* Effect.flip(authenticate(signed(header, claims), by)), down)
      yield* refused(signed(header, { ...claims, aud: "elsewhere" }), by)
    })
  )
})

describe("no mutation of a token is taken, and none is quoted", () => {
  const token = signed(header, claims)
  const segments = token.split(".")
  const mutated = fc
    .record({
      position: fc.nat(token.length - 1),
      length: fc.nat(3),
      instead: fc.oneof(fc.string({ maxLength: 3 }), fc.stringMatching(/^[A-Za-z0-9_.=-]{0,3}$/))
    })
    .map(({ instead, length, position }) => token.slice(0, position) + instead + token.slice(position + length))
    .filter((mutant) => mutant !== token)
  const shuffled = fc.array(fc.constantFrom(...segments, ""), { maxLength: 5 }).map((parts) => parts.join("."))
  const other = fc.oneof(mutated, shuffled, fc.string({ unit: "binary" })).filter((text) => text !== token)

  it.effect("whatever is replaced, left out, put in or moved", () =>
    Effect.forEach(fc.sample(other, { numRuns: 2000, seed: 1 }), (mutant) =>
      Effect.map(Effect.flip(authenticate(mutant)), (error) => {
        assert.strictEqual(error._tag, "InvalidToken", mutant)
        for (const part of mutant.split(".")) {
          assert.isFalse(part.length > 30 && inspect(error, { depth: 9 }).includes(part), mutant)
        }
      })
    )
  )

  const members = fc.constantFrom(...Object.keys(claims), "nbf", "scope", "cnf")
  it.effect("whatever JSON a claim holds, the answer is a caller or a refusal", () =>
    Effect.forEach(fc.sample(fc.tuple(members, fc.jsonValue()), { numRuns: 500, seed: 1 }), ([member, value]) =>
      Effect.map(Effect.exit(authenticate(signed(header, { ...claims, [member]: value }))), (exit) => {
        if (exit._tag === "Success") assert.strictEqual(exit.value.issuer, issuer.issuer)
        else assert.match(String(exit.cause), /InvalidToken/)
      })
    )
  )
})

it("an issuer that says no more has tokens of at most 8 KiB and an hour, 5 s of tolerance, and clients by client_id", () => {
  const { clientClaim, clockToleranceSec, maxLifetimeSec, maxTokenBytes } = issuer
  assert.deepStrictEqual([maxTokenBytes, maxLifetimeSec, clockToleranceSec, clientClaim], [8192, 3600, 5, "client_id"])
})

describe("what cannot be configured", () => {
  const entry = { issuer: "i", audience: ["a"], algorithms: ["RS256"], typ: ["JWT"] }
  const entries: Record<string, object> = {
    "a symmetric algorithm": { algorithms: ["RS256", "HS256"] },
    "the algorithm none": { algorithms: ["none"] },
    "no algorithm": { algorithms: [] },
    "no audience by accident": { audience: [] },
    "an empty issuer": { issuer: "" },
    "no type": { typ: [] },
    "a lifetime that is no whole number": { maxLifetimeSec: 0.5 }
  }
  it.each(Object.entries(entries))("%s", (_, change) => {
    assert.doesNotThrow(() => Schema.decodeUnknownSync(JwtIssuer)(entry))
    assert.throws(() => Schema.decodeUnknownSync(JwtIssuer)({ ...entry, ...change }))
  })

  const key = { ...pair.publicKey.export({ format: "jwk" }), kid: "k" }
  const sets: Record<string, ReadonlyArray<object>> = {
    "an empty key set": [],
    "a key without kid": [{ ...key, kid: undefined }],
    "two keys of one kid": [key, { ...strangers.publicKey.export({ format: "jwk" }), kid: "k" }],
    "a private key": [{ ...pair.privateKey.export({ format: "jwk" }), kid: "k" }],
    "a symmetric key": [{ kty: "oct", k: "AAAA", kid: "k" }],
    "an RSA key of 2040 bits": [{ ...key, n: base64url.encode(new Uint8Array(255).fill(255)) }],
    "an RSA key with the exponent 1": [{ ...key, e: "AQ" }],
    "an RSA key with an even exponent": [{ ...key, e: "Ag" }],
    "a key for encryption": [{ ...key, use: "enc" }],
    "a key that does not verify": [{ ...key, key_ops: ["sign"] }]
  }
  it.each(Object.entries(sets))("%s", (_, keys) => {
    assert.doesNotThrow(() => keySetOf({ ...key, key_ops: ["verify"], use: "sig" }))
    assert.throws(() => keySetOf(...keys))
  })
})
