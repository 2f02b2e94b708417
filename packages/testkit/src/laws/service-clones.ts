import { Effect } from "effect"
import * as fc from "fast-check"
import { sharedTaskOf } from "../arbitraries/source.ts"
import { copies } from "./copies.ts"
import { demand, demandEqual } from "./demand.ts"
import type { Law } from "./law.ts"
import { contentOf, seen, settingsOf } from "./seen.ts"
import {
  clone,
  cloneable,
  find,
  serviceLaw as law,
  names,
  preview,
  type ServiceSubject,
  setStage
} from "./service-subject.ts"

/** What a clone is, and what it leaves alone. */
export const serviceClones: ReadonlyArray<Law<ServiceSubject>> = [
  law({
    name: "clone",
    statement: "A clone has the pinned revision alone, live at weight 1, and is stored as it is answered",
    hands: ["share", "grant", "names", "find"],
    given: cloneable,
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { request, source, target } = yield* setStage(subject, given)
        const { revision, task } = sharedTaskOf(source)
        const answer = yield* clone(subject, request)
        demandEqual("the name", answer.name, task.name)
        demandEqual("the project", answer.projectId, target.projectId)
        demandEqual("the origin", answer.clonedFromTaskRevisionId, revision.id)
        demandEqual("what it does", answer.revisions.map(settingsOf), [{ ...settingsOf(revision), test: false }])
        demandEqual(
          "what is live",
          answer.activeRevisions,
          answer.revisions.map(({ id }) => ({ taskRevisionId: id, weight: 1 }))
        )
        demandEqual("its access token", answer.accessToken, null)
        const stored = yield* find(subject, answer)
        demand(stored !== undefined, "the clone is not stored")
        demandEqual("the stored clone", seen(stored), seen(answer))
      })
  }),
  law({
    name: "source-untouched",
    statement: "The source is as it was, after clones and previews",
    hands: ["share", "grant", "names", "find"],
    given: cloneable,
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { request, source } = yield* setStage(subject, given)
        const before = yield* find(subject, source.task)
        yield* preview(subject, request)
        yield* clone(subject, request)
        yield* clone(subject, request)
        const after = yield* find(subject, source.task)
        demand(before !== undefined && after !== undefined, "the source cannot be found")
        demandEqual("the source", seen(after), seen(before))
        demandEqual("the names beside it", yield* names(subject, source.task), [source.task.name])
      })
  }),
  law({
    name: "nothing-in-common",
    statement: "A clone has no id of its source, and two clones have none in common",
    hands: ["share", "grant", "names"],
    given: cloneable,
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { request, source } = yield* setStage(subject, given)
        const clones = [yield* clone(subject, request), yield* clone(subject, request)]
        const ids = [source.task, ...clones].flatMap(({ id, revisions }) => [id, ...revisions.map((each) => each.id)])
        demandEqual("the number of ids", new Set(ids).size, ids.length)
      })
  }),
  law({
    name: "names",
    statement: "Clones of one share made at once are counted: no gap, no duplicate, no error",
    hands: ["share", "grant", "names"],
    given: fc.record({ source: cloneable, count: fc.integer({ min: 2, max: 8 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { request, source, target } = yield* setStage(subject, given.source)
        const clones = yield* Effect.all(
          Array.from({ length: given.count }, () => clone(subject, request)),
          { concurrency: "unbounded" }
        )
        const expected = copies(source.task.name, given.count)
        demandEqual("the names", clones.map(({ name }) => name).toSorted(), expected)
        demandEqual("the stored names", yield* names(subject, target), expected)
      })
  }),
  law({
    name: "preview",
    statement: "A preview is the clone that follows it, but for ids and times, and stores nothing",
    hands: ["share", "grant", "names"],
    given: fc.record({ source: cloneable, before: fc.nat({ max: 3 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { request, target } = yield* setStage(subject, given.source)
        for (let each = 0; each < given.before; each++) yield* clone(subject, request)
        const stored = yield* names(subject, target)
        const foreseen = yield* preview(subject, request)
        demandEqual("what is stored", yield* names(subject, target), stored)
        const made = yield* clone(subject, request)
        demandEqual("the name", made.name, foreseen.name)
        demandEqual("the clone", contentOf(made), contentOf(foreseen))
      })
  })
]
