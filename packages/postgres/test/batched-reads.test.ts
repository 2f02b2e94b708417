import { assert, describe, it } from "@effect/vitest"
import { type Caller, OrganizationId, type ShortId } from "@offshoot/core"
import { Administration } from "@offshoot/postgres"
import { arbitraries } from "@offshoot/testkit"
import { Array, Effect, Exit, Fiber, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import fc from "fast-check"
import { live, onPostgres18 } from "./databases.ts"
import { newProject } from "./drafts.ts"
import { failureOf } from "./failure-of.ts"
import { hands, layerPorts } from "./hands.ts"
import { inTime } from "./in-time.ts"
import { newNode } from "./nodes.ts"
import { closeTable, openSession, sessionsWaiting, until } from "./sessions.ts"

/** So many stored shares: others for another seed. */
const putShares = Effect.fnUntraced(function* (count: number, seed = 7) {
  const { share } = yield* hands
  const sources = fc.sample(arbitraries.source(), { numRuns: count, seed })
  yield* Effect.forEach(sources, share)
  return sources
})

const ada: Caller = { issuer: "https://issuer.example", kind: "user", subject: "ada", scopes: [] }

/** A project in which Ada is a viewer. */
const adasProject = Effect.gen(function* () {
  const administration = yield* Administration
  const projectId = yield* newProject
  const target = { organizationId: OrganizationId.make(projectId), projectId }
  yield* administration.addProject(target)
  yield* administration.grantRole(projectId, ada, "viewer")
  return { caller: ada, permission: "view", target } as const
})

/** A second lock on the table, granted when the sessions that wait before it had their turn. */
const closeAgain = Effect.fnUntraced(function* (table: string) {
  const session = yield* openSession
  yield* session.query("begin")
  const locking = yield* Effect.forkChild(session.query(`lock table offshoot.${table} in access exclusive mode`))
  return { closed: Fiber.join(locking), open: session.query("rollback") }
})

/** Each kind of read, with the table that holds it up, and how to ask for a different thing each time. */
const kinds = [
  [
    "shares",
    "shares",
    Effect.gen(function* () {
      const { shares } = yield* newNode()
      const sources = yield* putShares(40)
      return (index: number) => {
        const shortId = sources[index % 40]?.share.shortId
        return Effect.map(
          shares.find(shortId as ShortId),
          (found) => Option.getOrThrow(found).share.shortId === shortId
        )
      }
    })
  ],
  [
    "roles",
    "roles",
    Effect.gen(function* () {
      const { permissions } = yield* newNode()
      const question = yield* adasProject
      return (index: number) => {
        const caller = index % 2 === 0 ? ada : { ...ada, subject: `stranger ${index}` }
        return Effect.map(permissions.allows({ ...question, caller }), (allowed) => allowed === (index % 2 === 0))
      }
    })
  ]
] as const

describe.each(kinds)("reads of %s", (_, table, makeRead) => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("that arrive while others are read are read together, and each gets its own answer", () =>
      Effect.gen(function* () {
        const read = yield* makeRead
        const gate = yield* closeTable(table)
        const first = yield* Effect.forkChild(read(0))
        yield* until(sessionsWaiting, 1)
        const second = yield* closeAgain(table)
        yield* until(sessionsWaiting, 2)
        const others = yield* Effect.forkChild(Effect.forEach(Array.range(1, 200), read, { concurrency: "unbounded" }))
        yield* gate.open
        yield* second.closed
        yield* until(sessionsWaiting, 1)
        const third = yield* closeAgain(table)
        yield* until(sessionsWaiting, 2)
        yield* second.open
        // The table is closed again right after one transaction, so that one has read all.
        yield* third.closed
        assert.isTrue(yield* Fiber.join(first))
        assert.isTrue((yield* Fiber.join(others)).every((right) => right))
        yield* third.open
      })
    )

    it.effect("of an interrupted caller leave the others theirs", () =>
      Effect.gen(function* () {
        const read = yield* makeRead
        const gate = yield* closeTable(table)
        const fibers = yield* Effect.forEach(Array.range(0, 20), (index) => Effect.forkChild(read(index)))
        yield* until(sessionsWaiting, 1)
        yield* Effect.forEach([0, 7, 20], (index) => Fiber.interrupt(fibers[index] as Fiber.Fiber<boolean, unknown>))
        const late = yield* Effect.forEach(Array.range(0, 9), (index) => Effect.forkChild(read(index)))
        yield* Effect.forEach([0, 9], (index) => Fiber.interrupt(late[index] as Fiber.Fiber<boolean, unknown>))
        yield* gate.open
        const rest = [...fibers.filter((_, index) => ![0, 7, 20].includes(index)), ...late.slice(1, 9)]
        for (const right of yield* Effect.forEach(rest, Fiber.join)) assert.isTrue(right)
      })
    )
  })
})

describe("batched reads", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("are bounded: past the queue callers are refused at once, and the others are served", () =>
      Effect.gen(function* () {
        const { permissions } = yield* newNode({ waiting: 10 })
        const question = yield* adasProject
        const gate = yield* closeTable("roles")
        const first = yield* Effect.forkChild(permissions.allows(question))
        yield* until(sessionsWaiting, 1)
        const served = yield* Effect.forkChild(
          Effect.forEach(Array.range(1, 10), () => permissions.allows(question), { concurrency: "unbounded" })
        )
        yield* until(sessionsWaiting, 1)
        const refused = yield* Effect.exit(permissions.allows(question))
        assert.deepInclude(failureOf(refused), { _tag: "Unavailable", outcome: "nothing stored" })
        yield* gate.open
        assert.isTrue(yield* Fiber.join(first))
        assert.deepStrictEqual(
          yield* Fiber.join(served),
          Array.range(1, 10).map(() => true)
        )
      })
    )

    it.effect("are answered by the deadline, and again once the hindrance is gone", () =>
      Effect.gen(function* () {
        const deadline = 2000
        const { permissions } = yield* newNode({ deadline })
        const question = yield* adasProject
        const gate = yield* closeTable("roles")
        const refused = Effect.map(Effect.flip(permissions.allows(question)), (error) =>
          assert.deepInclude(error, { _tag: "Unavailable", outcome: "nothing stored" })
        )
        const first = yield* Effect.forkChild(inTime(deadline, refused))
        yield* until(sessionsWaiting, 1)
        // They wait for the first to be given up, and then for their own read.
        yield* inTime(
          deadline,
          Effect.forEach(Array.range(1, 5), () => refused, { concurrency: "unbounded" })
        )
        yield* Fiber.join(first)
        yield* gate.open
        assert.isTrue(yield* Effect.retry(permissions.allows(question), { times: 20 }))
      })
    )

    it.effect("that nobody waits for any more leave no session behind, however long a table is held", () =>
      Effect.gen(function* () {
        const { shares } = yield* newNode({ deadline: 200 })
        const { open } = yield* closeTable("shares")
        for (let reads = 0; reads < 8; reads++) {
          assert.propertyVal(yield* Effect.flip(shares.find("none" as ShortId)), "_tag", "Unavailable")
        }
        yield* until(sessionsWaiting, 0)
        yield* open
      })
    )

    it.effect("see what was revoked before they were asked for, though reads are under way all the time", () =>
      Effect.gen(function* () {
        const { permissions, shares } = yield* newNode()
        const { revoke } = yield* hands
        const administration = yield* Administration
        const sources = yield* putShares(30)
        const some = sources.map(({ share }) => share.shortId)
        const question = yield* adasProject
        const busy = Effect.forEach(some, shares.find, { concurrency: "unbounded" }).pipe(
          Effect.andThen(permissions.allows(question)),
          Effect.forever
        )
        const noise = yield* Effect.forEach(Array.range(1, 3), () => Effect.forkChild(busy))
        for (const { share } of sources) {
          yield* revoke(share)
          assert.isFalse(Option.getOrThrow(yield* shares.find(share.shortId)).share.active)
          yield* administration.revokeRole(question.target.projectId, ada)
          assert.isFalse(yield* permissions.allows(question))
          yield* administration.grantRole(question.target.projectId, ada, "viewer")
          assert.isTrue(yield* permissions.allows(question))
        }
        yield* Effect.forEach(noise, Fiber.interrupt)
      })
    )

    it.effect("that were asked for after a revocation do not join an earlier read", () =>
      Effect.gen(function* () {
        const { shares } = yield* newNode()
        const sql = yield* SqlClient.SqlClient
        const [source] = yield* putShares(1)
        const shortId = source?.share.shortId as ShortId
        const gate = yield* closeTable("tasks")
        const earlier = yield* Effect.forkChild(shares.find(shortId))
        yield* until(sessionsWaiting, 1)
        yield* sql`update offshoot.shares set active = false where short_id = ${shortId}`
        const later = yield* Effect.forkChild(shares.find(shortId))
        yield* gate.open
        yield* Fiber.join(earlier)
        assert.isFalse(Option.getOrThrow(yield* Fiber.join(later)).share.active)
      })
    )

    it.effect("fail alone where a question can not be sent", () =>
      Effect.gen(function* () {
        const { permissions } = yield* newNode()
        const question = yield* adasProject
        const bad = { ...question, caller: { ...ada, subject: "a\0b" } }
        const exits = yield* Effect.forEach(
          Array.range(1, 9),
          (n) => Effect.exit(permissions.allows(n === 5 ? bad : question)),
          { concurrency: "unbounded" }
        )
        for (const [index, exit] of exits.entries()) {
          if (index === 4) assert.propertyVal(failureOf(exit), "_tag", "Fault")
          else assert.deepStrictEqual(exit, Exit.succeed(true))
        }
        assert.isTrue(yield* permissions.allows(question))
      })
    )

    const broken = [
      ["one's task", 8, "update offshoot.tasks set output_modality = 'none' where id ="],
      ["one's revision", 9, "update offshoot.task_revisions set tool_choice = 'none' where task_id ="]
    ] as const
    it.effect.each(broken)("fail alone where what is stored of %s is broken", ([, seed, update]) =>
      Effect.gen(function* () {
        const { shares } = yield* newNode()
        const sql = yield* SqlClient.SqlClient
        const sources = yield* putShares(9, seed)
        yield* sql.unsafe(`${update} '${sources[4]?.task.id}'`)
        const find = ({ share }: (typeof sources)[number]) => Effect.exit(shares.find(share.shortId))
        const exits = yield* Effect.forEach(sources, find, { concurrency: "unbounded" })
        for (const [index, exit] of exits.entries()) {
          if (index === 4) assert.propertyVal(failureOf(exit), "_tag", "Fault")
          else assert.strictEqual(Option.getOrThrow(yield* exit).share.id, sources[index]?.share.id)
        }
        for (const source of sources.slice(5)) assert.isTrue(Exit.isSuccess(yield* find(source)))
      })
    )

    it.effect("outlive a question that is none, and so do those that were asked with it", () =>
      Effect.gen(function* () {
        const { permissions, shares } = yield* newNode()
        const question = yield* adasProject
        const [source] = yield* putShares(1)
        const shortId = source?.share.shortId as ShortId
        // As a host without types may ask.
        const none = { ...question, target: undefined } as unknown as typeof question
        const [nothing, allowed, found] = yield* Effect.all(
          [Effect.exit(permissions.allows(none)), permissions.allows(question), shares.find(shortId)],
          { concurrency: "unbounded" }
        )
        assert.isTrue(Exit.hasDies(nothing))
        assert.isTrue(allowed)
        assert.isTrue(Option.isSome(found))
        assert.isTrue(yield* permissions.allows(question))
      })
    )
  })
})
