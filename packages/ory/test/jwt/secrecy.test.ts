import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { generateKeyPair } from "jose"
import { type KeySet, localKeySet } from "../../src/index.ts"
import { observed } from "../upstream/observed.ts"
import { authenticatorWith, claims, header, issuedAt, jwks, signed, strangers } from "./signed.ts"

const tokens = {
  "a good token": ["Caller", signed(header, claims)],
  "a forged token": ["InvalidToken", signed(header, claims, strangers.privateKey)],
  "a token of another issuer": ["InvalidToken", signed(header, { ...claims, iss: "elsewhere" })],
  "a token of an unknown key": ["InvalidToken", signed({ ...header, kid: "key-2" }, claims)],
  "a token whose claims are no JSON": ["InvalidToken", signed(header, `${JSON.stringify(claims)}x`)],
  "a token whose header is no JSON": ["InvalidToken", signed(`${JSON.stringify(header)}x`, claims)],
  "a token without a required scope": ["InsufficientScope", signed(header, { ...claims, scp: ["tasks:read"] })],
  "a token whose key is of another kind": ["Unavailable", signed({ ...header, kid: "broken" }, claims)]
} as const

const { publicKey } = await generateKeyPair("ES256")
const keys: KeySet = (signedWith) =>
  signedWith.kid === "broken" ? Effect.succeed(publicKey) : localKeySet(jwks)(signedWith)

describe("spans, logs and errors hold nothing of", () => {
  it.effect.each(Object.entries(tokens))("%s, shown twice", ([, [expected, token]]) =>
    Effect.gen(function* () {
      yield* TestClock.setTime(issuedAt * 1000)
      const { authenticate } = authenticatorWith({ requiredScopes: ["tasks:clone"] }, keys)
      for (let time = 0; time < 2; time++) {
        const seen = yield* observed(Effect.withSpan(authenticate(Redacted.make(token)), "request"))
        assert.include(seen.exit._tag === "Success" ? "Caller" : String(seen.exit.cause), expected)
        assert.deepStrictEqual([seen.spans, seen.lines.length], [["request"], 1])
        for (const part of token.split(".")) assert.notInclude(seen.text, part)
      }
    })
  )
})
