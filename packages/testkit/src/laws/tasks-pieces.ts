import { placeWith } from "@offshoot/core"
import { Effect } from "effect"
import * as fc from "fast-check"
import { draft } from "../arbitraries/draft.ts"
import { answered, answeredOption } from "./answered.ts"
import { copies } from "./copies.ts"
import { demandEqual } from "./demand.ts"
import { fresh } from "./fresh.ts"
import type { Law } from "./law.ts"
import { tasksLaw as law, type TasksSubject } from "./tasks-subject.ts"

/** What the pieces come to that a `place` is made from. */
export const tasksPieces: ReadonlyArray<Law<TasksSubject>> = [
  law({
    name: "interleaved",
    statement: "Made from pieces, a place finds a free name in whatever order the pieces are answered",
    hands: ["pieces"],
    given: fc.record({ draft: draft(), count: fc.integer({ min: 2, max: 6 }), scheduler: fc.scheduler() }),
    holds: async ({ pieces }, { count, draft: given, scheduler }) => {
      const later = <A>(name: string, ask: Effect.Effect<A, unknown>): Effect.Effect<A> =>
        Effect.promise(() => scheduler.schedule(Effect.runPromise(ask), name))
      const scheduled = placeWith({
        find: (projectId, id) =>
          later(
            "find",
            answeredOption(() => pieces.find(projectId, id))
          ),
        taken: (projectId, names) =>
          later(
            "taken",
            answered(() => pieces.taken(projectId, names))
          ),
        insert: (each) =>
          later(
            "insert",
            answered(() => pieces.insert(each))
          )
      })
      const first = fresh(given)
      const drafts = Array.from({ length: count }, () => fresh(first, first.projectId))
      const placed = await scheduler.waitFor(Promise.all(drafts.map((each) => Effect.runPromise(scheduled(each)))))
      demandEqual("the names", placed.map(({ name }) => name).toSorted(), copies(first.wantedName, count))
    }
  })
]
