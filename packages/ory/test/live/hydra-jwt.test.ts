import { it } from "@effect/vitest"
import {
  addSigningKey,
  clientTokens,
  deleteSigningKey,
  describeLive,
  personTokens,
  registerClient,
  startHydra
} from "@offshoot/ory-live"
import { Effect, Fiber, Redacted, Schema } from "effect"
import { TestClock } from "effect/testing"
import { decodeProtectedHeader } from "jose"
import { afterAll, assert } from "vitest"
import { JwtAuthenticator, jwtIssuer, keySetOf } from "../../src/index.ts"

describeLive("JWTs of a real Hydra", async () => {
  const hydra = await startHydra()
  afterAll(hydra.stop)
  const client = await registerClient(hydra, { audience: ["offshoot", "elsewhere"] })
  const issuer = Schema.decodeUnknownSync(jwtIssuer({ allowHttp: true }))({
    kind: "hydra",
    issuer: hydra.issuer,
    audience: ["offshoot"],
    algorithms: ["RS256"],
    typ: ["JWT"],
    requiredScopes: ["tasks:clone"],
    jwksUrl: `${hydra.publicUrl}/.well-known/jwks.json`,
    // Hydra takes seconds to make a key where there is little to make it with.
    jwksTimeoutMs: 60_000
  })
  const issued = Effect.promise(() => clientTokens(hydra, client)).pipe(Effect.map(({ accessToken }) => accessToken))
  /** An authenticator that has read the keys; its clock is that of the machine, which Hydra goes by, or ahead of it. */
  const authenticating = Effect.gen(function* () {
    let aheadMs = 0
    const inTime = Effect.suspend(() => TestClock.setTime(Date.now() + aheadMs))
    yield* inTime
    const { authenticate } = JwtAuthenticator.make([{ issuer, keys: yield* keySetOf(issuer) }])
    const of = (token: string) => Effect.andThen(inTime, authenticate(Redacted.make(token)))
    yield* of(yield* issued)
    const pass = (seconds: number) => {
      aheadMs += seconds * 1000
    }
    return { authenticate: of, pass }
  })
  const kidOf = (token: string) => decodeProtectedHeader(token).kid

  it.effect("speak for a person, or for a program that calls for itself", () =>
    Effect.gen(function* () {
      const { authenticate } = yield* authenticating
      const tokens = yield* Effect.promise(() => personTokens(hydra, client, { subject: "ada" }))
      const person = yield* authenticate(tokens.accessToken)
      assert.deepInclude(person, { issuer: hydra.issuer, subject: "ada", kind: "user" })
      assert.deepStrictEqual(person.scopes, ["openid", "offline", "tasks:clone"])
      const program = yield* authenticate(yield* issued)
      assert.deepInclude(program, { issuer: hydra.issuer, subject: client.id, kind: "client" })
    })
  )

  it.effect("are refused when they are for nobody, for somebody else or for logging in", () =>
    Effect.gen(function* () {
      const { authenticate } = yield* authenticating
      for (const audience of ["", "elsewhere"]) {
        const { accessToken } = yield* Effect.promise(() => clientTokens(hydra, client, { audience }))
        assert.strictEqual((yield* Effect.flip(authenticate(accessToken)))._tag, "InvalidToken", audience)
      }
      const { idToken = "" } = yield* Effect.promise(() => personTokens(hydra, client, { subject: "ada" }))
      assert.strictEqual((yield* Effect.flip(authenticate(idToken)))._tag, "InvalidToken")
    })
  )

  it.effect("are not enough without a required scope", () =>
    Effect.gen(function* () {
      const { authenticate } = yield* authenticating
      const { accessToken } = yield* Effect.promise(() => clientTokens(hydra, client, { scope: "tasks:read" }))
      assert.strictEqual((yield* Effect.flip(authenticate(accessToken)))._tag, "InsufficientScope")
    })
  )

  it.effect("of a key that was added while requests run are good at once, and those of the old key still", () =>
    Effect.gen(function* () {
      const { authenticate, pass } = yield* authenticating
      const old = yield* issued
      pass(6)
      const kids = new Set<string | undefined>()
      const request = Effect.gen(function* () {
        const token = yield* issued
        yield* authenticate(token)
        yield* authenticate(old)
        kids.add(kidOf(token))
      })
      const adding = yield* Effect.forkChild(Effect.promise(() => addSigningKey(hydra)))
      const requests = yield* Effect.forkChild(Effect.forever(request))
      const kid = yield* Fiber.join(adding)
      yield* Effect.all([request, request, request, request], { concurrency: "unbounded" })
      yield* Fiber.interrupt(requests)
      assert.sameMembers([...kids], [kidOf(old), kid])
    })
  )

  it.effect("of a key that was deleted are refused once the keys were fetched again", () =>
    Effect.gen(function* () {
      const kid = yield* Effect.promise(() => addSigningKey(hydra))
      const { authenticate, pass } = yield* authenticating
      const token = yield* issued
      assert.strictEqual(kidOf(token), kid)
      yield* authenticate(token)
      yield* Effect.promise(() => deleteSigningKey(hydra, kid))
      pass(6)
      // Another key is looked for, and brings the whole set.
      yield* Effect.promise(() => addSigningKey(hydra))
      yield* authenticate(yield* issued)
      assert.strictEqual((yield* Effect.flip(authenticate(token)))._tag, "InvalidToken")
    })
  )

  it.effect("need no Hydra while their key is known; of another key it cannot be told until Hydra is back", () =>
    Effect.gen(function* () {
      const { authenticate, pass } = yield* authenticating
      const old = yield* issued
      yield* Effect.promise(() => addSigningKey(hydra))
      const token = yield* issued
      pass(6)
      yield* Effect.promise(hydra.stop)
      assert.strictEqual((yield* Effect.flip(authenticate(token)))._tag, "Unavailable")
      yield* authenticate(old)
      yield* Effect.promise(hydra.start)
      pass(61)
      yield* authenticate(token)
    })
  )
})
