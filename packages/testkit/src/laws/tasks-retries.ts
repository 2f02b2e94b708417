import { Effect } from "effect"
import * as fc from "fast-check"
import { draft } from "../arbitraries/draft.ts"
import { taskName } from "../arbitraries/task-name.ts"
import { answered, ending } from "./answered.ts"
import { demandEqual } from "./demand.ts"
import { fresh } from "./fresh.ts"
import type { Law } from "./law.ts"
import { find, tasksLaw as law, place, placeAll, type TasksSubject, taken } from "./tasks-subject.ts"

/** The same draft placed again is the one task. */
export const tasksRetries: ReadonlyArray<Law<TasksSubject>> = [
  law({
    name: "again",
    statement: "The same draft placed again is answered with the task that it became, and no second one is stored",
    given: fc.record({ draft: draft(), times: fc.integer({ min: 1, max: 3 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const planned = fresh(given.draft)
        const placed = yield* place(subject, planned)
        for (let time = 0; time < given.times; time++) {
          const { id, name } = yield* place(subject, structuredClone(planned))
          demandEqual("the answer", { id, name }, { id: placed.id, name: placed.name })
        }
        demandEqual("the taken names", yield* taken(subject, planned.projectId, planned.wantedName), [placed.name])
      })
  }),
  law({
    name: "again-at-once",
    statement: "One draft placed many times at once is one task and as many equal answers",
    given: fc.record({ draft: draft(), times: fc.integer({ min: 2, max: 20 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const planned = fresh(given.draft)
        const placed = yield* placeAll(
          subject,
          Array.from({ length: given.times }, () => structuredClone(planned))
        )
        const expected = { id: planned.id, name: planned.wantedName }
        demandEqual(
          "the answers",
          placed.map(({ id, name }) => ({ id, name })),
          placed.map(() => expected)
        )
        demandEqual("the taken names", yield* taken(subject, planned.projectId, planned.wantedName), [
          planned.wantedName
        ])
      })
  }),
  law({
    name: "again-renamed",
    statement: "A draft whose task was renamed since is answered with the task as it is now",
    hands: ["rename"],
    given: fc.record({ draft: draft(), name: taskName }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const planned = fresh(given.draft)
        const placed = yield* place(subject, planned)
        yield* answered(() => subject.rename(placed, given.name))
        const { id, name } = yield* place(subject, planned)
        demandEqual("the answer", { id, name }, { id: planned.id, name: given.name })
      })
  }),
  law({
    name: "again-deleted",
    statement: "A draft whose task was deleted since is refused as TaskNotFound, and no second task is stored",
    hands: ["remove"],
    given: draft(),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const planned = fresh(given)
        const placed = yield* place(subject, planned)
        yield* answered(() => subject.remove(placed))
        demandEqual("the ending", yield* ending(place(subject, planned)), "TaskNotFound")
        demandEqual("the task", yield* find(subject, planned.projectId, planned.id), undefined)
        demandEqual("the taken names", yield* taken(subject, planned.projectId, planned.wantedName), [])
      })
  })
]
