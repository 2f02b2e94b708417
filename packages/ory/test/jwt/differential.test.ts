import { assert, it } from "@effect/vitest"
import { Effect, Record, Redacted } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { JwtAuthenticator, keySetOf } from "../../src/index.ts"
import { answering } from "../doctor/answering.ts"
import { type Draft, tokenOf } from "./differential/draft.ts"
import { keySets } from "./differential/key-sets.ts"
import { layers } from "./differential/layers.ts"
import { others } from "./differential/others.ts"
import { issuedAt, issuerWith } from "./signed.ts"

const perLayer = 1500

/** Verifies a draft's token in all three ways, each with the draft's key set; ours fetches it. */
const verifiers = Effect.gen(function* () {
  yield* TestClock.setTime(issuedAt * 1000)
  const { url } = yield* answering(() =>
    Record.mapEntries(keySets, (keys, name) => [`GET /${name}`, { body: { keys } }])
  )
  const made = yield* Effect.forEach(Record.toEntries(keySets), ([name]) =>
    Effect.gen(function* () {
      const issuer = issuerWith({ jwks: undefined, jwksUrl: `${url}/${name}` }, { allowHttp: true })
      const authenticator = JwtAuthenticator.make([{ issuer, keys: yield* keySetOf(issuer) }])
      return [name, { authenticator, others: others(name) }] as const
    })
  )
  const byKeySet = new Map(made)
  return (draft: Draft) =>
    Effect.gen(function* () {
      const { authenticator, others } = byKeySet.get(draft.keySet) ?? assert.fail()
      const token = tokenOf(draft)
      const ours = yield* Effect.exit(authenticator.authenticate(Redacted.make(token)))
      const theirs = yield* Effect.promise(() => Promise.all(others.map((verify) => verify(token))))
      return { token, isAccepted: ours._tag === "Success", theirs }
    })
})

it.effect("of 10,500 tokens none is accepted that two other verifiers would both refuse", () =>
  Effect.gen(function* () {
    const verify = yield* verifiers
    for (const [layer, drafts] of Record.toEntries(layers)) {
      let [accepted, refused, refusedByAll] = [0, 0, 0]
      for (const draft of fc.sample(drafts, { numRuns: perLayer, seed: 7 })) {
        const { isAccepted, theirs, token } = yield* verify(draft)
        const areBothAgainst = theirs.every((reason) => reason !== undefined)
        assert.isFalse(isAccepted && areBothAgainst, `${layer}: ${theirs.join(", ")}: ${token}`)
        accepted += isAccepted ? 1 : 0
        refused += isAccepted ? 0 : 1
        refusedByAll += !isAccepted && areBothAgainst ? 1 : 0
      }
      // Else nothing would have been compared.
      if (layer === "none") assert.strictEqual(accepted, perLayer)
      else assert.isTrue(accepted > 30 && refused > perLayer / 2 && refusedByAll > 100, layer)
    }
  }).pipe(Effect.scoped)
)
