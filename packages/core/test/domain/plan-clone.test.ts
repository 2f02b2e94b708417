import { Result } from "effect"
import { assert, describe, it } from "vitest"
import { planClone, TaskId, TaskRevisionId } from "../../src/index.ts"
import { caller, sharedTask, target, uuid } from "../samples.ts"

describe("a planned clone", () => {
  it("has a copy of every member of its source's JSON, one that is called __proto__ too", () => {
    const llmConfig = JSON.parse('{"__proto__":{"deep":[{"__proto__":null}]},"plain":1}')
    const shared = sharedTask()
    const planned = planClone({
      shared: { ...shared, revision: { ...shared.revision, llmConfig } },
      target,
      caller,
      taskId: TaskId.make(uuid(100)),
      revisionId: TaskRevisionId.make(uuid(101)),
      now: 2000
    })
    const copy = Result.getOrThrow(planned).revisions[0]?.llmConfig
    assert.strictEqual(JSON.stringify(copy), JSON.stringify(llmConfig))
    assert.strictEqual(Object.getPrototypeOf(copy), Object.prototype)
    assert.notStrictEqual(copy, llmConfig)
  })
})
