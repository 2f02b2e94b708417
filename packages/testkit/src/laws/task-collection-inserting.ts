import type { ProjectId, TaskName } from "@offshoot/core"
import { Effect } from "effect"
import * as fc from "fast-check"
import { task } from "../arbitraries/task.ts"
import { answered } from "./answered.ts"
import { byValue } from "./by-value.ts"
import { demandEqual } from "./demand.ts"
import { fresh } from "./fresh.ts"
import type { Law } from "./law.ts"
import { allPages, insert, taskCollectionLaw as law, type TaskCollectionSubject } from "./task-collection-subject.ts"

const withoutTags = task({ tagged: false })

const stored = (subject: TaskCollectionSubject, projectId: ProjectId) => allPages(subject, { projectId, limit: 100 })

/** What is inserted is there, once, and takes nobody's place. */
export const taskCollectionInserting: ReadonlyArray<Law<TaskCollectionSubject>> = [
  law({
    name: "whole",
    statement: "An inserted task is listed with every field and revision, and with all their tags",
    hands: ["putTag"],
    given: task({ revisions: 2 }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const one = fresh(given)
        yield* Effect.forEach([one, ...one.revisions], ({ tags }) =>
          Effect.forEach(tags, (tag) => answered(() => subject.putTag(tag)))
        )
        demandEqual("the answer", yield* insert(subject, one), "inserted")
        demandEqual("the listed tasks", byValue(yield* stored(subject, one.projectId)), byValue([one]))
      })
  }),
  law({
    name: "taken",
    statement:
      "A name that a live task of the project has is taken, and nothing is stored; another project has it free",
    given: fc.tuple(withoutTags, withoutTags),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const [one, other] = fresh(given)
        yield* insert(subject, one)
        const second = { ...other, name: one.name }
        demandEqual("the answer", yield* insert(subject, { ...second, projectId: one.projectId }), "taken")
        demandEqual("the listed tasks", byValue(yield* stored(subject, one.projectId)), byValue([one]))
        demandEqual("the answer elsewhere", yield* insert(subject, second), "inserted")
      })
  }),
  law({
    name: "at-once",
    statement:
      "Of tasks with one name that are inserted at once one is stored, and the others are told that it is taken",
    given: fc.record({ task: withoutTags, count: fc.integer({ min: 2, max: 8 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const first = fresh(given.task)
        const tasks = Array.from({ length: given.count }, () => fresh(first, first.projectId))
        const answers = yield* Effect.all(
          tasks.map((each) => insert(subject, each)),
          { concurrency: "unbounded" }
        )
        const inserted = tasks.filter((_, index) => answers[index] === "inserted")
        demandEqual("the number of inserted tasks", inserted.length, 1)
        demandEqual("the answers", new Set(answers), new Set(["inserted", "taken"]))
        demandEqual("the listed tasks", byValue(yield* stored(subject, first.projectId)), byValue(inserted))
      })
  }),
  law({
    name: "freed",
    statement: "The name of a deleted task is free",
    hands: ["remove"],
    given: withoutTags,
    holds: (subject, given) =>
      Effect.gen(function* () {
        const one = fresh(given)
        yield* insert(subject, one)
        yield* answered(() => subject.remove(one))
        const next = fresh(one, one.projectId)
        demandEqual("the answer", yield* insert(subject, next), "inserted")
        demandEqual("the listed tasks", byValue(yield* stored(subject, one.projectId)), byValue([next]))
      })
  }),
  law({
    name: "once",
    statement: "An id that the project ever had exists, under any name, and its task stays as it was",
    hands: ["remove"],
    given: fc.record({ task: withoutTags, deleted: fc.boolean(), renamed: fc.boolean() }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const one = fresh(given.task)
        yield* insert(subject, one)
        if (given.deleted) yield* answered(() => subject.remove(one))
        const again = given.renamed ? { ...one, name: crypto.randomUUID() as string as TaskName } : one
        demandEqual("the answer", yield* insert(subject, again), "exists")
        const expected = given.deleted ? [] : [one]
        demandEqual("the listed tasks", byValue(yield* stored(subject, one.projectId)), byValue(expected))
      })
  })
]
