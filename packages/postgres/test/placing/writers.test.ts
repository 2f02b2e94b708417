import { assert, describe, it } from "@effect/vitest"
import type { ShortId } from "@offshoot/core"
import { Array, Effect, Exit, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { Database, live, onPostgres18 } from "../databases.ts"
import { draftFor, newProject } from "../drafts.ts"
import { failureOf } from "../failure-of.ts"
import { layerPorts } from "../hands.ts"
import { newNode } from "../nodes.ts"
import { openSession } from "../sessions.ts"
import { draftsOf, placeAll } from "./held-writer.ts"

describe("a writer", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    it.effect("outlives a login that can not be had for a while, of which its callers are told at once", () =>
      Effect.gen(function* () {
        const { url } = yield* Database
        const { password } = new URL(Redacted.value(url))
        let isHad = false
        const { tasks } = yield* newNode({
          password: Effect.suspend(() => (isHad ? Effect.succeed(Redacted.make(password)) : Effect.die("no login")))
        })
        const drafts = yield* draftsOf(Array.range(1, 20).map((n) => `Name ${n}`))
        for (const exit of yield* placeAll(tasks, drafts)) assert.propertyVal(failureOf(exit), "_tag", "Fault")
        isHad = true
        assert.isTrue((yield* placeAll(tasks, drafts)).every(Exit.isSuccess))
      })
    )

    it.effect("gives a statement as long as callers wait for an answer", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`alter table offshoot.tasks add column timeout text default current_setting('statement_timeout')`
        for (const [deadline, expected] of [
          [25_000, "25s"],
          [Number.POSITIVE_INFINITY, "2147483647ms"]
        ] as const) {
          const { tasks } = yield* newNode({ deadline })
          const { id } = yield* Effect.flatMap(newProject, (projectId) =>
            Effect.flatMap(draftFor(projectId, "Foo"), tasks.place)
          )
          const [row] = yield* sql`select timeout from offshoot.tasks where id = ${id}::uuid`
          assert.deepStrictEqual(row, { timeout: expected })
        }
      })
    )

    it.effect("tells its callers of a login that is refused, and goes on with the one that is not", () =>
      Effect.gen(function* () {
        const { url } = yield* Database
        const { password } = new URL(Redacted.value(url))
        let given = "wrong"
        let logins = 0
        const { shares, tasks } = yield* newNode({
          password: Effect.sync(() => {
            logins++
            return Redacted.make(given)
          })
        })
        const drafts = yield* draftsOf(Array.range(1, 20).map((n) => `Name ${n}`))
        for (const exit of yield* placeAll(tasks, drafts)) assert.propertyVal(failureOf(exit), "_tag", "Fault")
        const reads = Effect.forEach(drafts, () => Effect.exit(shares.find("none" as ShortId)), {
          concurrency: "unbounded"
        })
        for (const exit of yield* reads) assert.propertyVal(failureOf(exit), "_tag", "Fault")
        // Not one for each caller: a directory that counts them would lock the user out.
        assert.isAtMost(logins, 6)
        given = password
        assert.isTrue((yield* placeAll(tasks, drafts)).every(Exit.isSuccess))
        assert.isTrue((yield* reads).every(Exit.isSuccess))
      })
    )

    it.effect("tells its callers of a right that it has not, and of a database that lets nobody in", () =>
      Effect.gen(function* () {
        const { url } = yield* Database
        const session = yield* openSession
        const address = new URL(Redacted.value(url))
        const refused = (database: string, username: string) =>
          Effect.gen(function* () {
            const there = Object.assign(new URL(address), { pathname: `/${database}`, username, password: "password" })
            const { tasks } = yield* newNode({ url: Redacted.make(there.href) })
            const [exit] = yield* placeAll(tasks, yield* draftsOf(["Foo"]))
            assert.propertyVal(failureOf(exit), "_tag", "Fault")
          })
        const role = `stranger_${crypto.randomUUID().replaceAll("-", "")}`
        yield* session.query(`create role ${role} login password 'password'`)
        yield* session.query(`revoke connect on database ${address.pathname.slice(1)} from public`)
        yield* refused(address.pathname.slice(1), role)
        yield* session.query(`drop role ${role}`)
        yield* refused("template0", "postgres")
      })
    )
  })
})
