import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { userId } from "../../src/index.ts"
import { caller, uuid } from "../samples.ts"

describe("userId", () => {
  it.effect("is the subject where that is a UUID, whoever vouches for it", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* userId({ ...caller, subject: uuid(7) }), uuid(7))
      assert.strictEqual(yield* userId({ ...caller, issuer: "another", subject: uuid(7) }), uuid(7))
    })
  )

  // Made once with node:crypto: SHA-1 of the name space and the identity, as RFC 9562 says.
  it.effect("is this UUIDv5 for these identities for ever", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* userId(caller), "171fd5e2-13ce-5146-a50e-7a4f2d683dcc")
      assert.strictEqual(yield* userId({ ...caller, kind: "client" }), "0f862a36-8c4c-510b-9e2c-05dbb6804b64")
      assert.strictEqual(yield* userId({ ...caller, subject: "Zoë" }), "3a949aa9-c692-50bb-9489-913f870a5914")
    })
  )
})
