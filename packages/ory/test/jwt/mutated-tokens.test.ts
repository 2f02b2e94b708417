import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import { authenticate, claims, header, signed } from "./signed.ts"

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
        if (exit._tag === "Success") assert.strictEqual(exit.value.issuer, claims.iss)
        else assert.match(String(exit.cause), /InvalidToken/)
      })
    )
  )
})
