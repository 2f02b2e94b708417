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
    const server = await startPostgres({ settings: { fsync: "off" } })
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

  it.each([
    ["tasks.description", "update offshoot.tasks set description = null"],
    ["tasks.enabled", "update offshoot.tasks set enabled = false"],
    ["tasks.access_token", "update offshoot.tasks set access_token = 'secret'"],
    ["tasks.modified", "update offshoot.tasks set modified = now()"],
    ["tasks.deleted", "update offshoot.tasks set deleted = now()"],
    ["tasks.created_by", "update offshoot.tasks set created_by = '{}'"],
    [
      "tasks.created_by",
      `update offshoot.tasks set created_by = replace(created_by::text, 'caller-1', 'caller-2')::json`
    ],
    [
      "tasks.active_revisions",
      `update offshoot.tasks set active_revisions = replace(active_revisions::text, '1}', '0.5}')::json`
    ],
    ["tasks.active_revisions", "delete from offshoot.task_revisions"],
    ["task_revisions.test", "update offshoot.task_revisions set test = true"],
    ["task_revisions.user_prompt", "update offshoot.task_revisions set user_prompt = user_prompt || '.'"],
    ["task_revisions.annotation", "update offshoot.task_revisions set annotation = null"],
    ["task_revisions.input_processors", "update offshoot.task_revisions set input_processors = '[]'"],
    ["task_revisions.tags", "update offshoot.task_revisions set tags = array[gen_random_uuid()]"]
  ])("finds %s that is not what it must be, after %s", async (column, harm) => {
    await stage.pool.query(`${harm} where ${inFirst}`)
    await expect(checked()).rejects.toThrow(`2 clones do not have the right ${column}`)
  })

  it("takes JSON for the same however it is spelled", async () => {
    await stage.pool.query(`
      update offshoot.task_revisions set llm_config = '{ "max_tokens": 800, "temperature": 0.20 }' where ${inFirst}`)
    await checked()
  })

  it("allows that clones were deleted, and nothing else, where others delete and rename", async () => {
    const underChurn = () => check(stage.pool, "who", outcome, "churn")
    await stage.pool.query(`update offshoot.tasks set deleted = now() where ${inFirst}`)
    await underChurn()
    await stage.pool.query(`update offshoot.tasks set description = null where ${inFirst}`)
    await expect(underChurn()).rejects.toThrow("2 clones do not have the right tasks.description")
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
