import type { Draft } from "@offshoot/core"
import { SqlError } from "effect/sql"
import { assert, describe, it } from "vitest"
import type { Waiting } from "../../src/placing/family-queue.ts"
import { GroupFailed } from "../../src/placing/place-group.ts"
import { type Remedy, remedyOf } from "../../src/placing/remedy.ts"

/** One draft for each letter, of the family of that name. */
const group = (families: string, waitFor?: string) => ({
  items: [...families].map((family) => ({ draft: {} as Draft, family, characters: 0 })),
  waitFor
})

const { ConnectionError, DeadlockError, LockTimeoutError, SqlError: Failure, UnknownError } = SqlError
const cause = new Error("planted by a test")
const heldUp = new Failure({ reason: new LockTimeoutError({ cause }) })
const broken = new Failure({ reason: new ConnectionError({ cause }) })
const ended = new Failure({ reason: new UnknownError({ cause: { severity: "FATAL", code: "57P01" } }) })
const deadlock = new Failure({ reason: new DeadlockError({ cause }) })
const refused = new Failure({ reason: new UnknownError({ cause }) })
const full = new Failure({ reason: new UnknownError({ cause: { severity: "ERROR", code: "53100" } }) })
const wrongLogin = new Failure({ reason: new ConnectionError({ cause: { severity: "FATAL", code: "28P01" } }) })

const before = (error: SqlError.SqlError) => new GroupFailed(error, false)
const committing = (error: SqlError.SqlError) => new GroupFailed(error, true)

const refuse: Remedy<Waiting> = { _tag: "Refuse" }
const wait: Remedy<Waiting> = { _tag: "Wait" }
const tryAgain: Remedy<Waiting> = { _tag: "TryAgain" }
const awaitLocks = (locked: string): Remedy<Waiting> => ({ _tag: "AwaitLocks", locked: new Set(locked) })
const divide = (...parts: ReadonlyArray<string>): Remedy<Waiting> => ({
  _tag: "Divide",
  parts: parts.map((families) => group(families).items)
})

describe("what is done about a group that failed", () => {
  it.each([
    ["no connection could be opened", group("ab"), broken, wait],
    ["no connection was given", group("ab"), wrongLogin, refuse],
    ["the connection broke", group("ab"), before(broken), tryAgain],
    ["the connection broke at COMMIT", group("ab"), committing(broken), tryAgain],
    ["the server ended the session", group("ab"), before(ended), tryAgain],
    ["it lost to another transaction", group("ab"), committing(deadlock), tryAgain],
    ["the lock that it waited for was not given", group("aab", "a"), before(heldUp), awaitLocks("a")],
    ["something else was not given", group("ab"), before(heldUp), awaitLocks("")],
    ["a name of one of its families is held", group("aba"), committing(heldUp), divide("aa", "b")],
    ["a name of its one family is held", group("aa"), committing(heldUp), awaitLocks("a")],
    ["a statement was refused", group("aab"), committing(refused), divide("a", "a", "b")],
    ["a statement of one draft was refused", group("a"), committing(refused), refuse],
    ["the server lacks what another try may find", group("ab"), committing(full), refuse]
  ])("since %s", (_, failed, failure, expected) => {
    assert.deepStrictEqual(remedyOf(failed, failure), expected)
  })
})
