import { type Draft, nameDraft, type ProjectId } from "@offshoot/core"
import { Effect } from "effect"
import * as fc from "fast-check"
import { draft, draftOf } from "../arbitraries/draft.ts"
import { task } from "../arbitraries/task.ts"
import { answered } from "./answered.ts"
import { byValue } from "./by-value.ts"
import { defaced } from "./defaced.ts"
import { demand, demandEqual } from "./demand.ts"
import { fresh } from "./fresh.ts"
import type { Law } from "./law.ts"
import { find, tasksLaw as law, place, type TasksSubject, taken } from "./tasks-subject.ts"

/** What is stored is what is read, and only where it belongs. */
export const tasksReading: ReadonlyArray<Law<TasksSubject>> = [
  law({
    name: "absent",
    statement: "A task that was never stored is answered with nothing, not with an error",
    given: draft(),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { id, projectId } = fresh(given)
        demandEqual("the answer", yield* find(subject, projectId, id), undefined)
      })
  }),
  law({
    name: "whole",
    statement: "A placed draft is answered, then and later, with every field that it was planned with",
    given: draft(),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const planned = fresh(given)
        const expected = nameDraft(planned, planned.wantedName)
        demandEqual("the answer", byValue(yield* place(subject, planned)), byValue(expected))
        demandEqual("the stored task", byValue(yield* find(subject, planned.projectId, planned.id)), byValue(expected))
      })
  }),
  law({
    name: "tags",
    statement: "A placed draft keeps the tags that it was planned with, its revision too",
    hands: ["put"],
    given: task({ bound: false }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const source = fresh(given)
        yield* answered(() => subject.put(source))
        const { tags } = source
        const [revision] = source.revisions
        const planned = fresh(draftOf(source), source.projectId)
        const tagged: Draft = { ...planned, tags, revisions: [{ ...planned.revisions[0], tags: revision.tags }] }
        const placed = yield* place(subject, tagged)
        for (const each of [placed, yield* find(subject, source.projectId, planned.id)]) {
          demandEqual("the tags", byValue({ tags: each?.tags }), byValue({ tags }))
          demandEqual(
            "the revision's tags",
            byValue({ tags: each?.revisions[0].tags }),
            byValue({ tags: revision.tags })
          )
        }
      })
  }),
  law({
    name: "project",
    statement: "A task is answered in its own project alone",
    given: draft(),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const planned = fresh(given)
        yield* place(subject, planned)
        const elsewhere = crypto.randomUUID() as ProjectId
        demandEqual("the answer elsewhere", yield* find(subject, elsewhere, planned.id), undefined)
        demandEqual("the names elsewhere", yield* taken(subject, elsewhere, planned.wantedName), [])
      })
  }),
  law({
    name: "deleted",
    statement: "A deleted task is answered no more, and its name is free",
    hands: ["remove"],
    given: draft(),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const planned = fresh(given)
        const placed = yield* place(subject, planned)
        yield* answered(() => subject.remove(placed))
        demandEqual("the answer", yield* find(subject, planned.projectId, planned.id), undefined)
        demandEqual("the taken names", yield* taken(subject, planned.projectId, planned.wantedName), [])
        const again = yield* place(subject, fresh(planned, planned.projectId))
        demandEqual("the next one's name", again.name, planned.wantedName)
      })
  }),
  law({
    name: "taken",
    statement: "The taken names are those of live tasks of the project, the wanted one's family among them",
    hands: ["put"],
    given: fc.record({ first: task({ bound: false }), copies: fc.nat({ max: 5 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const first = fresh(given.first)
        yield* answered(() => subject.put(first))
        const names: Array<string> = [first.name]
        for (let copy = 0; copy < given.copies; copy++) {
          names.push((yield* place(subject, fresh(draftOf(first), first.projectId))).name)
        }
        demandEqual("the taken names", yield* taken(subject, first.projectId, first.name), names.toSorted())
      })
  }),
  law({
    name: "own-answer",
    statement: "What a reader does to an answer, or the caller to the draft, changes nothing that is stored",
    given: draft(),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const planned = fresh(given)
        const { id, projectId, wantedName } = planned
        const expected = byValue(structuredClone(nameDraft(planned, wantedName)))
        defaced(yield* place(subject, planned))
        defaced(planned)
        defaced(yield* find(subject, projectId, id))
        const found = yield* find(subject, projectId, id)
        demand(found !== undefined, "the task is gone")
        demandEqual("the stored task", byValue(found), expected)
      })
  })
]
