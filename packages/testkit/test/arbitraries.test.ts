import * as core from "@offshoot/core"
import { arbitraries } from "@offshoot/testkit"
import { Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { unfiltered } from "../src/arbitraries/derived.ts"

const { derived, source, task, taskName } = arbitraries
const types = {
  Caller: core.Caller,
  Target: core.Target,
  Tag: core.Tag,
  Model: core.Model,
  TaskRevision: core.TaskRevision,
  Task: core.Task,
  Share: core.Share,
  SharedTask: core.SharedTask,
  IdempotencyKey: core.IdempotencyKey,
  CustomShortId: core.CustomShortId
}

describe("An arbitrary derived from a schema", () => {
  for (const [name, schema] of Object.entries<Schema.Schema<unknown>>(types)) {
    it(`makes of ${name} hardly a value that its filter has to drop`, () => {
      const drawn = fc.sample(unfiltered(schema), { numRuns: 200, seed: 1 })
      expect(drawn.filter(Schema.is(schema)).length).toBeGreaterThanOrEqual(180)
    })
  }

  it("keeps every value as it is through JSON", () => {
    fc.assert(
      fc.property(derived(core.TaskRevision), (revision) => {
        expect(JSON.parse(JSON.stringify(revision))).toEqual(revision)
      })
    )
  })

  it("refuses a schema whose values it could not make", () => {
    expect(() => derived(Schema.Struct({ when: Schema.Date }))).toThrow("There is no arbitrary for the schema")
    expect(() => derived(Schema.Struct({ name: Schema.String }))).toThrow("There is no arbitrary for the schema String")
  })
})

describe("A generated task", () => {
  it("makes active only revisions of its own that are no tests, with weights that sum to 1, or none", () => {
    fc.assert(
      fc.property(task(), ({ activeRevisions, revisions }) => {
        expect(core.judgeActivation(revisions, activeRevisions)._tag).toBe("Success")
      })
    )
  })

  it("carries only tags that are valid in its project", () => {
    fc.assert(
      fc.property(task(), ({ projectId, revisions, tags }) =>
        [tags, ...revisions.map((each) => each.tags)].flat().every(core.isValidIn({ projectId }))
      )
    )
  })

  it("refers to things of its project in every revision, or in none, as asked", () => {
    const bound = ({ rag, taskForwarderId, integrationToolIds, taskMcpToolIds }: core.TaskRevision) =>
      rag !== null || taskForwarderId !== null || [...integrationToolIds, ...taskMcpToolIds].length > 0
    fc.assert(fc.property(task({ bound: true }), ({ revisions }) => revisions.every(bound)))
    fc.assert(fc.property(task({ bound: false }), ({ revisions }) => !revisions.some(bound)))
  })

  it("is pinned by its share at a revision of its own", () => {
    fc.assert(
      fc.property(source(), ({ share, task: of }) => {
        expect(of.revisions.map(({ id }) => id)).toContain(share.taskRevisionId)
        expect([share.taskId, share.projectId]).toEqual([of.id, of.projectId])
      })
    )
  })
})

describe("Generated names", () => {
  const names = fc.sample(taskName, { numRuns: 3000, seed: 1 })
  const some = (property: (name: string) => boolean) => expect(names.some(property)).toBe(true)

  it("reach the longest name, the longest stem and the characters beyond the first plane", () => {
    some((name) => [...name].length === 63)
    some((name) => [...name].length === 51)
    some((name) => name.length > 63)
  })

  it("hold ordinals at both ends, and what only looks like one", () => {
    for (const end of ["Foo (2)", "Foo (999999999)", "Foo (1)", "Foo (02)", "Foo(2)", "Foo  (2)", "(2)"]) {
      some((name) => name === end)
    }
  })
})
