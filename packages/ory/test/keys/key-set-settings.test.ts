import { assert, describe, it } from "@effect/vitest"
import { issuerWith } from "../jwt/signed.ts"

const published = { jwks: undefined, jwksUrl: "https://login.example/.well-known/jwks.json" }

describe("an issuer whose keys are published", () => {
  it("has them fetched within 3 s, after 10 minutes, at most every 5 s, and uses them for a day", () => {
    const { jwksCooldownSec, jwksFreshSec, jwksStaleSec, jwksTimeoutMs } = issuerWith(published)
    assert.deepStrictEqual([jwksTimeoutMs, jwksFreshSec, jwksCooldownSec, jwksStaleSec], [3000, 600, 5, 86_400])
  })

  const wrong: Record<string, object> = {
    "no pause between two attempts": { jwksCooldownSec: 0 },
    "a pause that is longer than that after failures": { jwksCooldownSec: 61 },
    "no time to answer": { jwksTimeoutMs: 0 },
    "a time to answer that a timer cannot count": { jwksTimeoutMs: 2 ** 31 },
    "keys that are never fresh": { jwksFreshSec: 0 },
    "keys that are fresh for more than a day": { jwksFreshSec: 86_401 },
    "keys that are used for more than a day": { jwksStaleSec: 86_401 },
    "keys that are stale before they are no longer fresh": { jwksFreshSec: 600, jwksStaleSec: 599 },
    "half a second": { jwksFreshSec: 0.5 }
  }
  it.each(Object.entries(wrong))("cannot have %s", (_, changes) => {
    assert.doesNotThrow(() => issuerWith(published))
    assert.throws(() => issuerWith({ ...published, ...changes }))
  })
})
