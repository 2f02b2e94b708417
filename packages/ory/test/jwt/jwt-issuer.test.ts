import { assert, describe, it } from "@effect/vitest"
import { issuerWith } from "./signed.ts"

describe("an issuer that says no more", () => {
  it("has tokens of at most 8 KiB and an hour, 5 s of tolerance, and needs no scope", () => {
    const { clockToleranceSec, maxLifetimeSec, maxTokenBytes, requiredScopes } = issuerWith()
    assert.deepStrictEqual([maxTokenBytes, maxLifetimeSec, clockToleranceSec, requiredScopes], [8192, 3601, 5, []])
  })
  it("has sessions of at most 15 minutes where it is a Kratos", () => {
    assert.strictEqual(issuerWith({ kind: "kratos" }).maxLifetimeSec, 900)
  })
})

describe("the most that can be configured", () => {
  it("is a lifetime of 31 days, a tolerance of five minutes and a token of 64 KiB", () => {
    const most = { maxLifetimeSec: 31 * 24 * 3600, clockToleranceSec: 300, maxTokenBytes: 65_536 }
    assert.deepInclude(issuerWith(most), most)
  })
})

describe("what cannot be configured", () => {
  const entries: Record<string, object> = {
    "a symmetric algorithm": { algorithms: ["RS256", "HS256"] },
    "the algorithm none": { algorithms: ["none"] },
    "no algorithm": { algorithms: [] },
    "no audience by accident": { audience: [] },
    "an empty issuer": { issuer: "" },
    "no type": { typ: [] },
    "a lifetime that is no whole number": { maxLifetimeSec: 0.5 },
    "a lifetime of more than 31 days": { maxLifetimeSec: 31 * 24 * 3600 + 1 },
    "a lifetime of an hour in milliseconds": { maxLifetimeSec: 3_600_000 },
    "a tolerance of more than five minutes": { clockToleranceSec: 301 },
    "a tolerance of less than nothing": { clockToleranceSec: -1 },
    "tokens of more than 64 KiB": { maxTokenBytes: 65_537 },
    "another kind": { kind: "auth0" },
    "a scope with a space in it": { requiredScopes: ["tasks clone"] },
    "a scope that would end the header it is named in": { requiredScopes: ['tasks"'] },
    "keys and an address of keys": { jwksUrl: "https://login.example/.well-known/jwks.json" },
    "neither keys nor an address of keys": { jwks: undefined },
    "an address of keys that anybody on the way can change": { jwks: undefined, jwksUrl: "http://login.example/jwks" }
  }
  it.each(Object.entries(entries))("%s", (_, change) => {
    assert.throws(() => issuerWith(change))
  })
})
