import type { Share, ShareCollection, ShareId, Shares, ShortId, Task, TaskId, Timestamp } from "@offshoot/core"
import type { Promised } from "@offshoot/core/promise"
import { Effect, Option } from "effect"
import * as fc from "fast-check"
import { source } from "../arbitraries/source.ts"
import { type Answer, answered, answeredOption } from "./answered.ts"
import { demandEqual } from "./demand.ts"
import { fresh, newShortId } from "./fresh.ts"
import { type Law, lawsOf } from "./law.ts"
import { find } from "./shares.ts"

/** A collection of shares under test, the shares that it keeps, and the hands that set its stage. */
export interface ShareCollectionSubject {
  readonly shareCollection: ShareCollection["Service"] | Promised<ShareCollection["Service"]>
  readonly shares: Shares["Service"] | Promised<Shares["Service"]>
  /** Stores a task, with the tags that it carries. */
  readonly put?: (task: Task) => Answer<unknown>
  /** Deletes a stored task. */
  readonly remove?: (task: Task) => Answer<unknown>
}

const law = lawsOf<ShareCollectionSubject>("shareCollection", 30)

const insert = (
  { shareCollection }: ShareCollectionSubject,
  share: Share
): Effect.Effect<"inserted" | "taken", unknown> => answered(() => shareCollection.insert(share))

const countView = ({ shareCollection }: ShareCollectionSubject, id: ShareId) =>
  answered<unknown>(() => shareCollection.countView(id))

const revoke = (
  { shareCollection }: ShareCollectionSubject,
  { id, projectId, taskId }: Pick<Share, "id" | "projectId" | "taskId">,
  now: Timestamp
): Effect.Effect<Share | undefined, unknown> =>
  Effect.map(
    answeredOption<Share>(() => shareCollection.revoke({ projectId, taskId, shareId: id, now })),
    Option.getOrUndefined
  )

const stored = ({ shares }: ShareCollectionSubject, shortId: ShortId) =>
  Effect.map(find({ shares }, shortId), (found) => found?.share)

const stage = source().map(({ share, task }) => ({ task, share: { ...share, viewsCount: share.viewsCount % 1000 } }))
const moment = fc.integer({ min: 0, max: 2_000_000_000_000 })

export const shareCollectionLaws: ReadonlyArray<Law<ShareCollectionSubject>> = [
  law({
    name: "whole",
    statement: "An inserted share is found with every field",
    hands: ["put"],
    given: fc.record({ source: stage, expiresAt: fc.option(moment), active: fc.boolean() }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { share, task } = fresh(given.source)
        const inserted = { ...share, expiresAt: given.expiresAt, active: given.active }
        yield* answered(() => subject.put(task))
        demandEqual("the answer", yield* insert(subject, inserted), "inserted")
        demandEqual("the share", yield* stored(subject, share.shortId), inserted)
      })
  }),
  law({
    name: "taken",
    statement: "The short id of any share is taken, a revoked one's too, and so is its id; the share stays as it was",
    hands: ["put"],
    given: fc.record({ source: stage, active: fc.boolean() }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { share, task } = fresh(given.source)
        const first = { ...share, active: given.active }
        yield* answered(() => subject.put(task))
        yield* insert(subject, first)
        const others = [
          { ...first, id: crypto.randomUUID() as string as ShareId, title: "another" },
          { ...first, shortId: newShortId() as ShortId, title: "another" }
        ]
        for (const other of others) demandEqual("the answer", yield* insert(subject, other), "taken")
        demandEqual("the share", yield* stored(subject, first.shortId), first)
      })
  }),
  law({
    name: "at-once",
    statement:
      "Of shares with one short id that are inserted at once one is stored, and the others are told that it is taken",
    hands: ["put"],
    given: fc.record({ source: stage, count: fc.integer({ min: 2, max: 6 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { share, task } = fresh(given.source)
        yield* answered(() => subject.put(task))
        const shares = Array.from({ length: given.count }, () => ({
          ...share,
          id: crypto.randomUUID() as string as ShareId
        }))
        const answers = yield* Effect.all(
          shares.map((each) => insert(subject, each)),
          { concurrency: "unbounded" }
        )
        const inserted = shares.filter((_, index) => answers[index] === "inserted")
        demandEqual("the number of inserted shares", inserted.length, 1)
        demandEqual("the share", yield* stored(subject, share.shortId), inserted[0])
      })
  }),
  law({
    name: "revoked",
    statement: "A share is revoked once, for good: revoking again answers what the first left",
    hands: ["put"],
    given: fc.record({ source: stage, first: moment, second: moment }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { share, task } = fresh(given.source)
        yield* answered(() => subject.put(task))
        yield* insert(subject, share)
        const revoked = { ...share, active: false, modified: given.first }
        demandEqual("the answer", yield* revoke(subject, share, given.first), revoked)
        demandEqual("the second answer", yield* revoke(subject, share, given.second), revoked)
        demandEqual("the share", yield* stored(subject, share.shortId), revoked)
      })
  }),
  law({
    name: "revoked-at-once",
    statement: "Those who revoke a share at once are all answered as the first of them left it",
    hands: ["put"],
    given: fc.record({ source: stage, moments: fc.uniqueArray(moment, { minLength: 2, maxLength: 6 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { share, task } = fresh(given.source)
        yield* answered(() => subject.put(task))
        yield* insert(subject, share)
        const answers = yield* Effect.all(
          given.moments.map((now) => revoke(subject, share, now)),
          { concurrency: "unbounded" }
        )
        const left = yield* stored(subject, share.shortId)
        for (const answer of answers) demandEqual("the answer", answer, left)
        demandEqual("whether it is active", left?.active, false)
      })
  }),
  law({
    name: "elsewhere",
    statement:
      "A share is revoked as one of its task in its project alone; otherwise there is none, and it stays active",
    hands: ["put"],
    given: stage,
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { share, task } = fresh(given)
        yield* answered(() => subject.put(task))
        yield* insert(subject, share)
        const another = crypto.randomUUID() as string
        const wrong = [
          { ...share, id: another as ShareId },
          { ...share, taskId: another as TaskId },
          { ...share, projectId: another as Share["projectId"] }
        ]
        for (const each of wrong) demandEqual("the answer", yield* revoke(subject, each, 0), undefined)
        demandEqual("the share", yield* stored(subject, share.shortId), share)
      })
  }),
  law({
    name: "source-deleted",
    statement:
      "The share of a deleted task is revoked all the same: whether the task is live is not the store's to say",
    hands: ["put", "remove"],
    given: fc.record({ source: stage, now: moment }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { share, task } = fresh(given.source)
        yield* answered(() => subject.put(task))
        yield* insert(subject, share)
        yield* answered(() => subject.remove(task))
        const revoked = { ...share, active: false, modified: given.now }
        demandEqual("the answer", yield* revoke(subject, share, given.now), revoked)
      })
  }),
  law({
    name: "views",
    statement: "Each view is counted, however many come at once, and changes nothing else",
    hands: ["put"],
    given: fc.record({ source: stage, views: fc.integer({ min: 1, max: 8 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { share, task } = fresh(given.source)
        yield* answered(() => subject.put(task))
        yield* insert(subject, share)
        const viewed = [
          ...Array.from({ length: given.views }, () => share.id),
          crypto.randomUUID() as string as ShareId
        ]
        yield* Effect.forEach(viewed, (id) => countView(subject, id), { concurrency: "unbounded" })
        const counted = { ...share, viewsCount: share.viewsCount + given.views }
        demandEqual("the share", yield* stored(subject, share.shortId), counted)
      })
  })
]
