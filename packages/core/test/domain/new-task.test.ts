import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { ModelId, type NewTask, planTask, type Tag, TagId, TaskId, TaskRevisionId } from "../../src/index.ts"
import { caller, sourceTask, target, uuid } from "../samples.ts"

const [source] = sourceTask.revisions
const knownModel = source.llmModelId
const unknownModel = ModelId.make(uuid(99))
const tag: Tag = {
  id: TagId.make(uuid(40)),
  name: "Kind",
  description: null,
  parentId: null,
  entityType: "task",
  projectId: null,
  created: 1000
}
const plan = (revision: Partial<NewTask["revision"]>, tags: Pick<Partial<NewTask>, "tagIds" | "revisionTagIds"> = {}) =>
  planTask({
    content: { header: sourceTask, revision: { ...source, ...revision }, tagIds: [], revisionTagIds: [], ...tags },
    target,
    caller,
    taskId: TaskId.make(uuid(50)),
    revisionId: TaskRevisionId.make(uuid(51)),
    now: 5000,
    known: { modelIds: [knownModel], tags: [tag] }
  })

describe("planTask", () => {
  it.each([
    ["llmModelId", { llmModelId: unknownModel }, {}],
    ["fallbackLlmModelId", { fallbackLlmModelId: unknownModel }, {}],
    ["tags", {}, { tagIds: [TagId.make(unknownModel)] }],
    ["revisionTags", {}, { tagIds: [tag.id], revisionTagIds: [tag.id] }]
  ] as const)("names %s alone where only that is not known", (field, revision, tags) => {
    const refusal = Result.getOrThrow(Result.flip(plan(revision, tags)))
    assert.strictEqual(refusal.field, field)
    assert.isTrue(refusal.message.startsWith(`${field} names `))
    assert.deepStrictEqual(refusal.ids, [field === "revisionTags" ? tag.id : unknownModel])
  })

  it("takes a fallback model that is known", () => {
    const planned = Result.getOrThrow(plan({ fallbackLlmModelId: knownModel }, { tagIds: [tag.id] }))
    assert.strictEqual(planned.revisions[0].fallbackLlmModelId, knownModel)
    assert.deepStrictEqual(planned.tags, [tag])
  })
})
