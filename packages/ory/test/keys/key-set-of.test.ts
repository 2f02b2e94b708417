import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { TestClock } from "effect/testing"
import { JwtAuthenticator, jwtIssuer, keySetOf, localKeySet } from "../../src/index.ts"
import {
  authenticate,
  claims,
  header,
  issuedAt,
  issuerWith,
  jwks,
  pair,
  refused,
  signed,
  strangers
} from "../jwt/signed.ts"
import { served } from "../upstream/served.ts"
import { isAtHand } from "./ending.ts"
import { ecKey, es256 } from "./published.ts"

const publicJwk = { ...pair.publicKey.export({ format: "jwk" }), kid: "key-1" }
const next = { ...strangers.publicKey.export({ format: "jwk" }), kid: "key-2" }

/** An issuer of the tests whose keys are published on the loopback interface. */
const publishedAt = (jwksUrl: string) => {
  const { jwks: _, ...entry } = issuerWith()
  return Schema.decodeUnknownSync(jwtIssuer({ allowHttp: true }))({ ...entry, jwksUrl })
}

describe("an issuer's keys", () => {
  it.effect("are those of its entry", () =>
    Effect.gen(function* () {
      const issuer = issuerWith({ jwks })
      yield* authenticate(signed(header, claims), JwtAuthenticator.make([{ issuer, keys: yield* keySetOf(issuer) }]))
    })
  )
  it.effect("are those that it publishes, while it does: a caller who is remembered goes with the key", () =>
    Effect.gen(function* () {
      let keys = [publicJwk]
      const server = yield* served((_, response) => void response.end(JSON.stringify({ keys })))
      yield* TestClock.setTime(issuedAt * 1000)
      const issuer = publishedAt(server.url)
      const by = JwtAuthenticator.make([{ issuer, keys: yield* keySetOf(issuer) }])
      const token = signed(header, claims)
      const rotated = signed({ ...header, kid: "key-2" }, claims, strangers.privateKey)
      yield* authenticate(token, by)
      yield* authenticate(token, by)
      yield* refused(rotated, by)

      keys = [publicJwk, next]
      const later = (issuedAt + 6) * 1000
      yield* authenticate(rotated, by, later)
      yield* authenticate(token, by, later)

      keys = [next]
      const atLast = (issuedAt + 12) * 1000
      yield* authenticate(token, by, atLast)
      yield* refused(signed({ ...header, kid: "key-3" }, claims), by, atLast)
      yield* refused(token, by, atLast)
      yield* authenticate(rotated, by, atLast)
    })
  )
})

describe("a key of a configured set", () => {
  it.effect("is at hand once it was found, and the same object each time", () =>
    Effect.gen(function* () {
      const keys = localKeySet({ keys: [ecKey("one").jwk] })
      const found = yield* keys(es256("one"))
      assert.isTrue(isAtHand(keys, "one"))
      assert.strictEqual(yield* keys(es256("one")), found)
      assert.isFalse(isAtHand(keys, "two"))
      assert.strictEqual((yield* Effect.flip(keys(es256("two"))))._tag, "InvalidToken")
    })
  )
})
