import type { Share, SharedTask, Shares, ShortId, Task } from "@offshoot/core"
import type { Promised } from "@offshoot/core/promise"
import { Effect, Option } from "effect"
import * as fc from "fast-check"
import { type Source, sharedTaskOf, source } from "../arbitraries/source.ts"
import { type Answer, answered, answeredOption } from "./answered.ts"
import { byValue } from "./by-value.ts"
import { defaced } from "./defaced.ts"
import { demand, demandEqual } from "./demand.ts"
import { fresh, newShortId } from "./fresh.ts"
import { type Law, lawsOf } from "./law.ts"

/** Shares under test, and the hands that set their stage. */
export interface SharesSubject {
  readonly shares: Shares["Service"] | Promised<Shares["Service"]>
  /** Stores a task, with the tags that it carries, and a share of it. */
  readonly share?: (source: Source) => Answer<unknown>
  /** Revokes a stored share. */
  readonly revoke?: (share: Share) => Answer<unknown>
  /** Deletes a stored task. */
  readonly remove?: (task: Task) => Answer<unknown>
}

const law = lawsOf<SharesSubject>("shares", 50)

export const find = ({ shares }: SharesSubject, shortId: ShortId): Effect.Effect<SharedTask | undefined, unknown> =>
  Effect.map(
    answeredOption<SharedTask>(() => shares.find(shortId)),
    Option.getOrUndefined
  )

export const sharesLaws: ReadonlyArray<Law<SharesSubject>> = [
  law({
    name: "absent",
    statement: "A short id that no share has is answered with nothing, not with an error",
    given: source(),
    holds: (subject) =>
      Effect.gen(function* () {
        demandEqual("the answer", yield* find(subject, newShortId() as ShortId), undefined)
      })
  }),
  law({
    name: "as-stored",
    statement: "A share is answered as it is stored, with its task, the revision that it pins, and their tags",
    hands: ["share"],
    given: source({ revisions: 2 }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const stored = fresh(given)
        yield* answered(() => subject.share(stored))
        demandEqual("the answer", byValue(yield* find(subject, stored.share.shortId)), byValue(sharedTaskOf(stored)))
      })
  }),
  law({
    name: "no-rule",
    statement: "A share that has expired is answered all the same: whether it may be used is not the store's to say",
    hands: ["share"],
    given: fc.record({ source: source(), expiresAt: fc.integer({ min: 0, max: 2_000_000_000 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { share, task } = fresh(given.source)
        const stored = { task, share: { ...share, expiresAt: given.expiresAt } }
        yield* answered(() => subject.share(stored))
        demandEqual("the share", (yield* find(subject, share.shortId))?.share, stored.share)
      })
  }),
  law({
    name: "case",
    statement: "Short ids that differ in case alone are two shares",
    hands: ["share"],
    given: fc.tuple(source(), source()),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const [one, other] = fresh(given)
        const word = newShortId()
        const lower = { ...one, share: { ...one.share, shortId: `${word}a` as ShortId } }
        const upper = { ...other, share: { ...other.share, shortId: `${word}A` as ShortId } }
        yield* answered(() => subject.share(lower))
        demandEqual("the other share", yield* find(subject, upper.share.shortId), undefined)
        yield* answered(() => subject.share(upper))
        demandEqual("the first share", (yield* find(subject, lower.share.shortId))?.share.id, lower.share.id)
        demandEqual("the other share", (yield* find(subject, upper.share.shortId))?.share.id, upper.share.id)
      })
  }),
  law({
    name: "revoked",
    statement: "A share is answered as revoked from the moment on that revoking it was answered, and is not forgotten",
    hands: ["share", "revoke"],
    given: fc.record({ source: source(), reads: fc.nat({ max: 3 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const stored = fresh(given.source)
        yield* answered(() => subject.share(stored))
        for (let read = 0; read < given.reads; read++) yield* find(subject, stored.share.shortId)
        yield* answered(() => subject.revoke(stored.share))
        const found = yield* find(subject, stored.share.shortId)
        demand(found !== undefined, "the share is gone")
        demand(!found.share.active, "the share is answered as active")
      })
  }),
  law({
    name: "source-deleted",
    statement: "The share of a deleted task is answered with the task's deletion, or not at all",
    hands: ["share", "remove"],
    given: source(),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const stored = fresh(given)
        yield* answered(() => subject.share(stored))
        yield* find(subject, stored.share.shortId)
        yield* answered(() => subject.remove(stored.task))
        const found = yield* find(subject, stored.share.shortId)
        demand(found === undefined || found.task.deleted !== null, "the deleted task is answered as live")
      })
  }),
  law({
    name: "own-answer",
    statement: "What a reader does to an answer changes nothing that is stored",
    hands: ["share"],
    given: source(),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const stored = fresh(given)
        yield* answered(() => subject.share(stored))
        defaced(yield* find(subject, stored.share.shortId))
        demandEqual("the answer", byValue(yield* find(subject, stored.share.shortId)), byValue(sharedTaskOf(stored)))
      })
  })
]
