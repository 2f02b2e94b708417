import { generateKeyPairSync } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { JwtAlgorithm } from "../../src/index.ts"
import { fetchKeys } from "../../src/keys/fetch-keys.ts"
import { observed } from "../upstream/observed.ts"
import { always, served } from "../upstream/served.ts"

const jwkOf = ({ publicKey }: { publicKey: ReturnType<typeof generateKeyPairSync>["publicKey"] }) =>
  publicKey.export({ format: "jwk" })
const ec = (namedCurve: string) => jwkOf(generateKeyPairSync("ec", { namedCurve }))
const rsa = { ...jwkOf(generateKeyPairSync("rsa", { modulusLength: 2048 })), kid: "rsa" }
const private256 = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" })
const good = { ...ec("P-256"), kid: "good" }
const every: ReadonlyArray<JwtAlgorithm> = ["RS256", "PS512", "ES256", "ES384", "ES512", "EdDSA"]

const fetchFrom = (jwksUrl: string, algorithms = every) =>
  fetchKeys({ jwksUrl, algorithms, jwksTimeoutMs: 3000 }, new Map())

/** The names of the keys that are taken of a published set. */
const taken = Effect.fnUntraced(function* (published: ReadonlyArray<unknown>, algorithms = every) {
  const { url } = yield* served(always(200, JSON.stringify({ keys: published })))
  return [...(yield* fetchFrom(url, algorithms)).keys()]
}, Effect.scoped)

const refused = (status: number, body: string) =>
  Effect.scoped(Effect.flatMap(served(always(status, body)), ({ url }) => Effect.flip(fetchFrom(url))))

describe("of the keys that are published", () => {
  it.effect("those are taken that verify the issuer's algorithms", () =>
    Effect.gen(function* () {
      const published = [
        rsa,
        { ...ec("P-256"), kid: "256", use: "sig" },
        { ...ec("P-384"), kid: "384", key_ops: ["verify"] },
        { ...ec("P-521"), kid: "521", alg: "ES512" },
        { ...jwkOf(generateKeyPairSync("ed25519")), kid: "ed" }
      ]
      const names = ["RS256 rsa", "PS512 rsa", "ES256 256", "ES384 384", "ES512 521", "EdDSA ed"]
      assert.deepStrictEqual(yield* taken(published), names)
      assert.deepStrictEqual(yield* taken(published, ["ES384", "RS512"]), ["RS512 rsa", "ES384 384"])
    })
  )

  const unusable: Record<string, unknown> = {
    "no object": null,
    "no name": { ...good, kid: undefined },
    "an empty name": { ...good, kid: "" },
    "a name that is no text": { ...good, kid: 1 },
    "an unknown type": { ...good, kty: "AKP", kid: "x" },
    "a shared secret": { kty: "oct", k: "c2VjcmV0", kid: "x", alg: "HS256" },
    "a private part": { ...private256, kid: "x" },
    "a use other than signatures": { ...ec("P-256"), kid: "x", use: "enc" },
    "operations that are not to verify": { ...ec("P-256"), kid: "x", key_ops: ["sign", "encrypt"] },
    "another type's algorithm": { ...ec("P-256"), kid: "x", alg: "RS256" },
    "another curve's algorithm": { ...ec("P-256"), kid: "x", alg: "ES384" },
    "an algorithm that encrypts": { ...rsa, kid: "x", alg: "RSA-OAEP" },
    "an algorithm that is no text": { ...rsa, kid: "x", alg: ["RS256"] },
    "a curve that no algorithm has": { ...ec("secp256k1"), kid: "x" },
    "a key that only agrees on keys": { ...jwkOf(generateKeyPairSync("x25519")), kid: "x" },
    "a point that is not on the curve": { ...ec("P-256"), y: ec("P-256").y, kid: "x" },
    "coordinates of another length": { ...ec("P-256"), x: "AA", kid: "x" },
    "too small a modulus": { ...jwkOf(generateKeyPairSync("rsa", { modulusLength: 1024 })), kid: "x" },
    "the exponent 1": { ...rsa, kid: "x", e: "AQ" },
    "an even exponent": { ...rsa, kid: "x", e: "Ag" },
    "a modulus that is not base64url": { ...rsa, kid: "x", n: `${rsa.n}*` }
  }
  it.effect.each(Object.entries(unusable))("one with %s is left out, and spoils no other", ([_, jwk]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* taken([jwk, good]), ["ES256 good"])
      const error = yield* refused(200, JSON.stringify({ keys: [jwk] }))
      assert.strictEqual(error._tag, "Unavailable")
    })
  )
  it.effect("two that have one name and differ are both left out", () =>
    Effect.gen(function* () {
      const others = [
        { ...ec("P-256"), kid: "x" },
        { ...ec("P-384"), kid: "x" },
        { ...rsa, kid: "x" }
      ]
      for (const other of others) {
        assert.deepStrictEqual(yield* taken([{ ...ec("P-256"), kid: "x" }, good, other]), ["ES256 good"])
      }
      assert.deepStrictEqual(yield* taken([{ ...rsa, alg: "RS256" }, good, { ...rsa, alg: "PS512" }]), ["ES256 good"])
    })
  )
  it.effect("one is left out whose name a key has too that is not usable, and that differs", () =>
    Effect.gen(function* () {
      const others = [
        { ...private256, kid: "x" },
        { kty: "oct", k: "c2VjcmV0", kid: "x" },
        { ...ec("P-256"), kid: "x", use: "enc" },
        { kty: "AKP", pub: "AA", kid: "x" },
        // Of whom the private half is known: anybody can sign.
        { ...private256, d: undefined, kid: "y" }
      ]
      const mine = { ...ec("P-256"), kid: "x" }
      const published = [...others, good, mine, { ...private256, kid: "y" }]
      assert.deepStrictEqual(yield* taken([...others.slice(3), good, mine]), ["ES256 y", "ES256 good"])
      assert.deepStrictEqual(yield* taken(published), ["ES256 good"])
      for (const other of others.slice(0, 4)) {
        assert.deepStrictEqual(yield* taken([other, good, mine]), ["ES256 good"])
        assert.deepStrictEqual(yield* taken([mine, good, other]), ["ES256 good"])
      }
    })
  )
  it.effect("one that is published twice is taken", () =>
    Effect.map(taken([good, rsa, { ...good, use: "sig", x5t: "x" }, { ...good, use: "enc" }]), (names) =>
      assert.deepStrictEqual(names, ["ES256 good", "RS256 rsa", "PS512 rsa"])
    )
  )
  it.effect("a hundred are read", () =>
    Effect.map(taken(Array.from({ length: 100 }, () => good)), (names) => assert.deepStrictEqual(names, ["ES256 good"]))
  )
  it.effect("those that were known before stay the same objects, unless they changed", () =>
    Effect.gen(function* () {
      let published: ReadonlyArray<object> = [good, { ...ec("P-256"), kid: "changing" }]
      const { url } = yield* served((_, response) => void response.end(JSON.stringify({ keys: published })))
      const numbers = { jwksUrl: url, algorithms: every, jwksTimeoutMs: 3000 }
      const before = yield* fetchKeys(numbers, new Map())
      published = [{ ...ec("P-256"), kid: "changing" }, rsa, good]
      const after = yield* fetchKeys(numbers, before)
      const isSame = (name: string) => before.get(name)?.key === after.get(name)?.key
      assert.deepStrictEqual([isSame("ES256 good"), isSame("ES256 changing")], [true, false])
      assert.deepStrictEqual([before.size, after.size], [2, 4])
    })
  )
  it.effect("private and symmetric ones are told to the log, which quotes neither", () =>
    Effect.gen(function* () {
      const keys = [{ ...private256, kid: "planted-kid" }, { kty: "oct", k: "planted-secret", kid: "s" }, good]
      const { url } = yield* served(always(200, JSON.stringify({ keys })))
      const { exit, lines, text } = yield* observed(fetchFrom(`${url}/jwks`))
      assert.strictEqual(exit._tag, "Success")
      assert.deepStrictEqual(lines[0], [`${url}/jwks publishes private or symmetric keys (2), which are not used`])
      for (const planted of ["planted", `${private256.d}`]) assert.notInclude(text, planted)
    })
  )
})

describe("no set of keys is", () => {
  const bodies: Record<string, string> = {
    "an empty set": '{"keys":[]}',
    "a set without keys": "{}",
    "a list": JSON.stringify([good]),
    "keys that are no list": JSON.stringify({ keys: { good } }),
    null: "null",
    "no JSON": "<html>",
    "more than 100 keys": JSON.stringify({ keys: Array.from({ length: 101 }, () => good) }),
    "more than 256 KiB": JSON.stringify({ keys: [good], more: "x".repeat(256 * 1024) })
  }
  it.effect.each(Object.entries(bodies))("%s", ([_, body]) =>
    Effect.map(refused(200, body), ({ _tag }) => assert.strictEqual(_tag, "Unavailable"))
  )
  it.effect.each([201, 204, 301, 302, 400, 401, 403, 404, 405])(
    "an answer with status %i, but a wrong set-up",
    (status) =>
      Effect.map(refused(status, JSON.stringify({ keys: [good] })), ({ _tag }) => assert.strictEqual(_tag, "Fault"))
  )
  it.effect.each([429, 500, 503])("an answer with status %i", (status) =>
    Effect.map(refused(status, JSON.stringify({ keys: [good] })), ({ _tag }) => assert.strictEqual(_tag, "Unavailable"))
  )
})
