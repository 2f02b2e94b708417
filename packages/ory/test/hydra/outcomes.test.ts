import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { type BrokenAnswer, brokenAnswers, withStatus } from "../upstream/broken-answers.ts"
import { asking, issued, issuedAt, issuer, show, standIn } from "./asked.ts"

const good = { active: true, token_use: "access_token", client_id: "app", iss: issuer, sub: "ann", aud: ["offshoot"] }
const said = (more: object): BrokenAnswer[2] => ({
  status: 200,
  body: { ...good, iat: issuedAt, exp: issuedAt + 600, ...more }
})
const unread = (what: string, more: object): BrokenAnswer => [what, "Unavailable", said(more)]

const rows: ReadonlyArray<BrokenAnswer> = [
  ...brokenAnswers,
  // Our own credentials, never the caller's.
  ...[401, 403].map(withStatus("Fault")),
  ["a page with status 401", "Fault", { status: 401, body: "<html>Log in" }],
  ["that a token is active, with status 403", "Fault", { status: 403, body: { active: true } }],
  unread("no active", { active: undefined }),
  unread("an active that is text", { active: "true" }),
  unread("an active of 1", { active: 1 }),
  unread("an active of null", { active: null }),
  unread("a sub that is no text", { sub: 1 }),
  unread("an iss that is no text", { iss: [issuer] }),
  unread("a client_id that is no text", { client_id: ["app"] }),
  unread("a scope that is a list", { scope: ["tasks"] }),
  unread("a token_use that is a list", { token_use: ["access_token"] }),
  unread("an aud that is an object", { aud: { offshoot: true } }),
  unread("an aud with what is no text in it", { aud: ["offshoot", 1] }),
  unread("an exp that is text", { exp: String(issuedAt + 600) }),
  unread("an exp that is no whole number", { exp: issuedAt + 600.5 }),
  unread("a negative iat", { iat: -1 }),
  unread("an exp after the year 9999", { exp: 253_402_300_800 }),
  unread("more than it may be", { ext: "x".repeat(64 * 1024) })
]

describe("a Hydra", () => {
  it.effect("whose answers are planted below is believed where nothing is wrong with them", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      hydra.plant(said({}))
      assert.strictEqual((yield* show(asking(hydra.adminUrl), "ory_at_x")).subject, "ann")
    })
  )

  it.effect.each(rows)("answers with %s: %s", ([, ending, fault]) =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const by = asking(hydra.adminUrl)
      const token = issued(hydra)
      assert.strictEqual((yield* show(by, token)).subject, "ann")
      hydra.plant(fault)
      const error = yield* Effect.flip(show(by, token))
      assert.deepInclude(error, { _tag: ending, dependency: "Hydra" })
      hydra.repair()
      assert.strictEqual((yield* show(by, token)).subject, "ann")
    })
  )

  it.effect.each(["silence", "half an answer"] as const)("that answers with %s is unavailable in time", (fault) =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const arrived = yield* Deferred.make<void>()
      hydra.plant(() => {
        Deferred.doneUnsafe(arrived, Effect.void)
        return fault
      })
      const asked = yield* Effect.forkChild(Effect.flip(show(asking(hydra.adminUrl), "ory_at_x")))
      yield* Deferred.await(arrived)
      yield* TestClock.adjust(2999)
      assert.isUndefined(asked.pollUnsafe())
      yield* TestClock.adjust(1)
      assert.strictEqual((yield* Fiber.join(asked))._tag, "Unavailable")
    })
  )

  it.effect("that is not there is unavailable, and found again when it is", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const by = asking(hydra.adminUrl)
      const token = issued(hydra)
      yield* Effect.promise(hydra.stop)
      assert.strictEqual((yield* Effect.flip(show(by, token)))._tag, "Unavailable")
      yield* Effect.promise(hydra.start)
      assert.strictEqual((yield* show(by, token)).subject, "ann")
    })
  )

  it.effect("that sends us elsewhere is not followed", () =>
    Effect.gen(function* () {
      const elsewhere = yield* standIn
      const hydra = yield* standIn
      hydra.plant(({ path }) => ({ status: 307, headers: { location: `${elsewhere.adminUrl}${path}` } }))
      assert.strictEqual((yield* Effect.flip(show(asking(hydra.adminUrl), issued(elsewhere))))._tag, "Fault")
      assert.deepStrictEqual(elsewhere.asked, [])
    })
  )

  it.effect("is asked no longer once nobody waits for the answer", () =>
    Effect.gen(function* () {
      const hydra = yield* standIn
      const arrived = yield* Deferred.make<void>()
      hydra.plant(() => {
        Deferred.doneUnsafe(arrived, Effect.void)
        return "silence"
      })
      const asked = yield* Effect.forkChild(asking(hydra.adminUrl).authenticate(Redacted.make("ory_at_x")))
      yield* Deferred.await(arrived)
      yield* Fiber.interrupt(asked)
      yield* Effect.promise(() => Promise.all(hydra.asked.map(({ over }) => over)))
    })
  )
})
