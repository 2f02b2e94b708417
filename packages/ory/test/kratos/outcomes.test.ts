import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { type BrokenAnswer, brokenAnswers } from "../upstream/broken-answers.ts"
import { asking, loggedIn, now, show, standIn } from "./asked.ts"

const session = (more: object, identity: unknown = { id: "ann", state: "active" }): BrokenAnswer[2] => ({
  status: 200,
  body: { id: "s", active: true, expires_at: new Date(now + 600_000).toISOString(), identity, ...more }
})
const unread = (what: string, more: object, identity?: unknown): BrokenAnswer => [
  what,
  "Unavailable",
  session(more, identity)
]
const aal2 = { error: { id: "session_aal2_required" } }

const rows: ReadonlyArray<BrokenAnswer> = [
  ...brokenAnswers,
  ["status 403", "Fault", { status: 403, body: { error: { id: "forbidden" } } }],
  ["a page with status 403", "Fault", { status: 403, body: "<html>Forbidden" }],
  ["status 403 and no body", "Fault", { status: 403 }],
  ["status 403 and the id in another place", "Fault", { status: 403, body: { id: "session_aal2_required" } }],
  ["that a second factor is missing, with status 400", "Fault", { status: 400, body: aal2 }],
  ["that a second factor is missing, with status 200", "Unavailable", { status: 200, body: aal2 }],
  ["a session with status 403", "Fault", { ...(session({}) as object), status: 403 }],
  unread("no active", { active: undefined }),
  unread("an active that is text", { active: "true" }),
  unread("an active of 1", { active: 1 }),
  unread("no expires_at", { expires_at: undefined }),
  unread("an expires_at of null", { expires_at: null }),
  unread("an expires_at that is a number", { expires_at: now + 600_000 }),
  unread("an expires_at without zone", { expires_at: "2027-01-15T08:10:00" }),
  unread("an expires_at that is a date", { expires_at: "2027-01-15" }),
  unread("an expires_at that is no time", { expires_at: "2027-13-15T08:10:00Z" }),
  unread("an authenticator_assurance_level that is a number", { authenticator_assurance_level: 2 }),
  unread("no identity", { identity: undefined }),
  unread("an identity that is text", {}, "ann"),
  unread("an identity without id", {}, { state: "active" }),
  unread("an identity with an empty id", {}, { id: "" }),
  unread("an identity with an id that is a number", {}, { id: 1 }),
  unread("an identity with a state that is no text", {}, { id: "ann", state: ["active"] }),
  unread("an identity with an external_id that is a number", {}, { id: "ann", external_id: 1 }),
  unread("more than it may be", { devices: "x".repeat(256 * 1024) })
]

describe("a Kratos", () => {
  it.effect("whose answers are planted below is believed where nothing is wrong with them", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      kratos.plant(session({}))
      assert.strictEqual((yield* show(asking(kratos.publicUrl), "ory_st_x")).subject, "ann")
    })
  )

  it.effect.each(rows)("answers with %s: %s", ([, ending, fault]) =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const by = asking(kratos.publicUrl)
      const token = loggedIn(kratos)
      assert.strictEqual((yield* show(by, token)).subject, "ann")
      kratos.plant(fault)
      const error = yield* Effect.flip(show(by, token))
      assert.deepInclude(error, { _tag: ending, dependency: "Kratos" })
      kratos.repair()
      assert.strictEqual((yield* show(by, token)).subject, "ann")
    })
  )

  it.effect.each([
    ["as it does", { error: { id: "session_inactive", code: 401 } }],
    ["with a page", "<html>Log in"],
    ["with nothing", undefined],
    ["with a session", { id: "s", active: true, identity: { id: "ann" } }]
  ])("that answers 401 %s refuses the token, until it knows better", ([, body]) =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const by = asking(kratos.publicUrl)
      const token = loggedIn(kratos)
      kratos.plant({ status: 401, body })
      assert.strictEqual((yield* Effect.flip(show(by, token)))._tag, "InvalidToken")
      kratos.repair()
      assert.strictEqual((yield* show(by, token)).subject, "ann")
    })
  )

  it.effect.each(["silence", "half an answer"] as const)("that answers with %s is unavailable in time", (fault) =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const arrived = yield* Deferred.make<void>()
      kratos.plant(() => {
        Deferred.doneUnsafe(arrived, Effect.void)
        return fault
      })
      const asked = yield* Effect.forkChild(Effect.flip(show(asking(kratos.publicUrl), "ory_st_x")))
      yield* Deferred.await(arrived)
      yield* TestClock.adjust(2999)
      assert.isUndefined(asked.pollUnsafe())
      yield* TestClock.adjust(1)
      assert.strictEqual((yield* Fiber.join(asked))._tag, "Unavailable")
    })
  )

  it.effect("that is not there is unavailable, and found again when it is", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const by = asking(kratos.publicUrl)
      const token = loggedIn(kratos)
      yield* Effect.promise(kratos.stop)
      assert.strictEqual((yield* Effect.flip(show(by, token)))._tag, "Unavailable")
      yield* Effect.promise(kratos.start)
      assert.strictEqual((yield* show(by, token)).subject, "ann")
    })
  )

  it.effect("that sends us elsewhere is not followed", () =>
    Effect.gen(function* () {
      const elsewhere = yield* standIn()
      const kratos = yield* standIn()
      kratos.plant(({ path }) => ({ status: 302, headers: { location: `${elsewhere.publicUrl}${path}` } }))
      assert.strictEqual((yield* Effect.flip(show(asking(kratos.publicUrl), loggedIn(elsewhere))))._tag, "Fault")
      assert.deepStrictEqual(elsewhere.asked, [])
    })
  )

  it.effect("is asked no longer once nobody waits for the answer", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const arrived = yield* Deferred.make<void>()
      kratos.plant(() => {
        Deferred.doneUnsafe(arrived, Effect.void)
        return "silence"
      })
      const asked = yield* Effect.forkChild(asking(kratos.publicUrl).authenticate(Redacted.make("ory_st_x")))
      yield* Deferred.await(arrived)
      yield* Fiber.interrupt(asked)
      yield* Effect.promise(() => Promise.all(kratos.asked.map(({ over }) => over)))
    })
  )
})
