import { freeName, TaskName } from "@offshoot/core"
import { Effect, Result, Schema } from "effect"
import * as fc from "fast-check"
import { draft, draftOf } from "../arbitraries/draft.ts"
import { task } from "../arbitraries/task.ts"
import { answered, ending } from "./answered.ts"
import { copies } from "./copies.ts"
import { demandEqual } from "./demand.ts"
import { fresh } from "./fresh.ts"
import type { Law } from "./law.ts"
import { readName } from "./read-name.ts"
import { find, tasksLaw as law, place, placeAll, type TasksSubject, taken } from "./tasks-subject.ts"

/** Which name a placed draft gets, whoever else wants it. */
export const tasksNames: ReadonlyArray<Law<TasksSubject>> = [
  law({
    name: "one-by-one",
    statement: "Clones of one name are counted without gap: the name itself, (2), (3) …",
    given: fc.record({ draft: draft(), count: fc.integer({ min: 1, max: 6 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const first = fresh(given.draft)
        const names: Array<string> = []
        for (let each = 0; each < given.count; each++) {
          names.push((yield* place(subject, fresh(first, first.projectId))).name)
        }
        demandEqual("the names", names.toSorted(), copies(first.wantedName, given.count))
      })
  }),
  law({
    name: "at-once",
    statement:
      "Clones of one name placed at once are counted like those placed one by one: no gap, no duplicate, no error",
    given: fc.record({ draft: draft(), count: fc.integer({ min: 2, max: 8 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const first = fresh(given.draft)
        const drafts = Array.from({ length: given.count }, () => fresh(first, first.projectId))
        const placed = yield* placeAll(subject, drafts)
        const expected = copies(first.wantedName, given.count)
        demandEqual("the names", placed.map(({ name }) => name).toSorted(), expected)
        demandEqual(
          "the ids",
          placed.map(({ id }) => id),
          drafts.map(({ id }) => id)
        )
        demandEqual("the stored names", yield* taken(subject, first.projectId, first.wantedName), expected)
      })
  }),
  law({
    name: "other-project",
    statement: "The names of another project's tasks never matter",
    given: draft(),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const one = fresh(given)
        const other = fresh(one)
        yield* place(subject, one)
        demandEqual("the name", (yield* place(subject, other)).name, one.wantedName)
      })
  }),
  law({
    name: "renamed",
    statement: "A name that was given up is free, and one that was taken on is taken",
    hands: ["rename"],
    given: fc.tuple(draft(), draft()),
    holds: (subject, [given, another]) =>
      Effect.gen(function* () {
        const first = fresh(given)
        const { projectId, wantedName } = first
        const second = { ...fresh(another), projectId, wantedName: another.wantedName }
        if (readName(second.wantedName).stem === readName(wantedName).stem) return
        const placed = yield* place(subject, first)
        yield* answered(() => subject.rename(placed, second.wantedName))
        demandEqual("the renamed task's name", (yield* find(subject, projectId, first.id))?.name, second.wantedName)
        demandEqual("the name given up", (yield* place(subject, fresh(first, projectId))).name, wantedName)
        demandEqual(
          "the copy's name",
          (yield* place(subject, second)).name,
          copies(second.wantedName, 2).find((n) => n !== second.wantedName)
        )
      })
  }),
  law({
    name: "rule",
    statement:
      "The name is the one that the rule picks among the live names, with gaps, freak ordinals and full windows",
    hands: ["put"],
    cases: 15,
    given: fc.record({
      task: task({ bound: false }),
      ordinals: fc.oneof(
        fc.uniqueArray(fc.oneof(fc.integer({ min: 2, max: 6 }), fc.constantFrom(998, 999, 999_999_999)), {
          maxLength: 6
        }),
        fc.constantFrom([999], [999_999_999], [998, 999], [120, 5000]).map((above) => [...window, ...above])
      )
    }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const first = fresh(given.task)
        const { name: wanted, projectId } = first
        const names = new Set([
          wanted,
          ...given.ordinals.map((n) => `${readName(wanted).stem} (${n})`).filter(Schema.is(TaskName))
        ])
        yield* Effect.forEach(
          names,
          (name) => answered(() => subject.put({ ...fresh(first, projectId), name, tags: [] })),
          {
            concurrency: "unbounded"
          }
        )
        const placed = yield* place(subject, fresh(draftOf(first), projectId))
        demandEqual("the name", placed.name, Result.getOrThrow(freeName(wanted, names)))
      })
  }),
  law({
    name: "exhausted",
    statement: "Where no name is left the draft is refused as NamesExhausted, and nothing is stored",
    hands: ["put"],
    cases: 2,
    given: task({ bound: false }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const first = { ...fresh(given), name: "Exhausted" as TaskName }
        const { name: wanted, projectId } = first
        const last = [3, 4, 5, 6, 7, 8, 9].map((power) => 10 ** power - 1)
        const names = [wanted, ...[...window, ...last].map((n) => `${wanted} (${n})` as TaskName)]
        yield* Effect.forEach(
          names,
          (name) => answered(() => subject.put({ ...fresh(first, projectId), name, tags: [] })),
          {
            concurrency: "unbounded"
          }
        )
        const refused = fresh(draftOf(first), projectId)
        demandEqual("the ending", yield* ending(place(subject, refused)), "NamesExhausted")
        demandEqual("the refused task", yield* find(subject, projectId, refused.id), undefined)
      })
  })
]

const window = Array.from({ length: 98 }, (_, index) => index + 2)
