import { assert, describe, it } from "@effect/vitest"
import { digestOf, rememberedTokens } from "../src/remembered-tokens.ts"

const caller = { issuer: "i", kind: "user" as const, subject: "ann", scopes: [] }

describe("what is remembered of a token", () => {
  it("is found from when it was found out until its time is over, and at no other time", () => {
    const remembered = rememberedTokens(10)
    remembered.remember(digestOf("token"), { caller, at: 100, until: 200 })
    const found = [99, 100, 199, 200].map((now) => remembered.find(digestOf("token"), now)?.caller)
    assert.deepStrictEqual(found, [undefined, caller, caller, undefined])
    assert.isUndefined(remembered.find(digestOf("Token"), 150))
  })

  it("is found by a hash that is as long for every token", () => {
    const digests = ["", "a", "a".repeat(8192), "b"].map(digestOf)
    assert.strictEqual(new Set(digests).size, 4)
    assert.deepStrictEqual(
      digests.map(({ length }) => length),
      [32, 32, 32, 32]
    )
  })
})
