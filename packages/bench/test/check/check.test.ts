import { startPostgres } from "@offshoot/postgres-live"
import { Effect, Exit, Scope } from "effect"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { check } from "../../src/check/check.ts"
import { callFunction } from "../../src/contestants/function/call-function.ts"
import type { Outcome } from "../../src/load/load.ts"
import { makeStage, type Stage } from "../../src/stage/stage.ts"

const orders = [
  { caller: 1, project: 1, share: 0 },
  { caller: 1, project: 1, share: 1 },
  { caller: 2, project: 2, share: 2 }
]
const outcome: Outcome = {
  clonesPerSecond: 1,
  p50: 1,
  p99: 1,
  answered: orders.length,
  byProject: { 1: 2, 2: 1 },
  byServer: [],
  failures: [],
  samples: [{ answer: { name: "a" }, stored: { name: "a" } }]
}
/** The clones of the first order's project. */
const inFirst = "project_id = '00000002-0000-7000-8000-000000000001'"

describe("the check after a turn", () => {
  const scope = Scope.makeUnsafe()
  let stage: Stage
  let stop = () => Promise.resolve()

  beforeAll(async () => {
    const server = await startPostgres()
    stop = server.stop
    stage = await Effect.runPromise(Scope.provide(makeStage(`${server.address}/postgres`), scope))
  })
  afterAll(async () => {
    await Effect.runPromise(Scope.close(scope, Exit.void))
    await stop()
  })
  beforeEach(async () => {
    await stage.clear()
    for (const order of orders) await callFunction(stage.pool, "retry", "spread", order)
  })

  const checked = (changed: Partial<Outcome> = {}) => check(stage.pool, "who", { ...outcome, ...changed }, "nothing")

  it("finds nothing in clones as they must be", () => checked())

  it.each([
    [
      "a family of another name",
      `update offshoot.tasks set name = replace(name, 'Answer a customer', 'Foo'), stem = 'Foo' where ${inFirst}`,
      "a clone of Answer a customer is called Foo"
    ],
    [
      "a clone of what is no source",
      `update offshoot.tasks set cloned_from_task_revision_id = gen_random_uuid() where ${inFirst}`,
      "a clone of  is called Answer a customer"
    ]
  ])("finds %s", async (_, harm, problem) => {
    await stage.pool.query(harm)
    await expect(checked()).rejects.toThrow(problem)
  })

  it("finds an answer that is not what is stored, and that none was compared", async () => {
    await expect(checked({ samples: [{ answer: 1, stored: 2 }] })).rejects.toThrow("answered 1, stored 2")
    await expect(checked({ samples: [] })).rejects.toThrow("no answer was compared with what is stored")
  })

  it("finds clones that were answered and not stored, of all and of each project", async () => {
    await expect(checked({ answered: 4 })).rejects.toThrow("4 clones were answered, 3 are stored")
    await expect(checked({ byProject: { 1: 1, 2: 2 } })).rejects.toThrow(
      "project 2: 2 clones were answered, 1 are stored"
    )
  })
})
