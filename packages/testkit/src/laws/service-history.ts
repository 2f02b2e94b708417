import { type CloneRequest, IdempotencyKey, TaskName } from "@offshoot/core"
import { Effect } from "effect"
import * as fc from "fast-check"
import type { Source } from "../arbitraries/source.ts"
import { answered } from "./answered.ts"
import { demandEqual } from "./demand.ts"
import { fresh } from "./fresh.ts"
import type { Law } from "./law.ts"
import { readName } from "./read-name.ts"
import {
  type Cloning,
  type Ended,
  type History,
  judge,
  liveNames,
  type Remembered,
  type Round
} from "./service-rounds.ts"
import { clone, cloneable, find, serviceLaw as law, names, type ServiceSubject, setStage } from "./service-subject.ts"

const step = fc.record({
  what: fc.oneof(
    { weight: 12, arbitrary: fc.constant("clone") },
    { weight: 3, arbitrary: fc.constant("rename") },
    { weight: 3, arbitrary: fc.constant("remove") },
    { weight: 1, arbitrary: fc.constant("revoke") }
  ),
  /** Which of the sources, of the live clones, of the names in play. */
  which: fc.nat({ max: 11 }),
  key: fc.constantFrom(undefined, IdempotencyKey.make("one"), IdempotencyKey.make("other"))
})
type Step = typeof step extends fc.Arbitrary<infer Drawn> ? Drawn : never

/** What is done alone, or at once. */
const steps = fc.oneof(fc.tuple(step), fc.array(step, { minLength: 2, maxLength: 5 }))

const hands = ["share", "grant", "names", "find", "rename", "remove", "revoke"] as const
type Handed = ServiceSubject & Required<Pick<ServiceSubject, (typeof hands)[number]>>

/** What comes of whatever happens at once. */
export const serviceHistory: ReadonlyArray<Law<ServiceSubject>> = [
  law({
    name: "history",
    statement:
      "However clones, retries, renames, deletions and revocations meet, each ends as the rules allow, and some order of them explains every name",
    hands,
    given: fc.record({ source: cloneable, rounds: fc.array(steps, { minLength: 2, maxLength: 8, size: "max" }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { request, source, target } = yield* setStage(subject, given.source)
        const rival = rivalOf(source)
        yield* answered(() => subject.share(rival))
        const history: History = { clones: [], revoked: new Set() }
        for (const each of given.rounds) {
          const round = roundOf(history, [source, rival], each)
          judge(history, round, yield* carriedOut(subject, request, round))
          demandEqual("the names of live tasks", yield* names(subject, target), liveNames(history).toSorted())
        }
        for (const { isLive, name, task } of history.clones) {
          demandEqual("the name of a clone", (yield* find(subject, task))?.name, isLive ? name : undefined)
        }
      })
  })
]

/** Another source, called as a copy of the first would be. */
const rivalOf = (source: Source): Source => {
  const { share, task } = fresh(source)
  return { share, task: { ...task, name: copyOf(task.name, 2) } }
}

const copyOf = (name: TaskName, ordinal: number) => TaskName.make(`${readName(name).stem} (${ordinal})`)

/** What a round comes to after a history. A task is renamed or deleted once in a round, if at all. */
const roundOf = (history: History, [first, second]: readonly [Source, Source], drawn: ReadonlyArray<Step>): Round => {
  const clonings: Array<Cloning> = []
  const renamed = new Map<Remembered, TaskName>()
  const removed = new Set<Remembered>()
  const revoked = new Set<Source>()
  // A name that something else could get at the same time may not be free when it is asked for.
  const isQuiet = drawn.length === 1
  const inPlay = [first.task.name, copyOf(first.task.name, 2), copyOf(first.task.name, 3)]
  for (const { key, what, which } of drawn) {
    const source = which % 3 === 0 ? second : first
    const live = history.clones.filter((each) => each.isLive && !renamed.has(each) && !removed.has(each))
    const clone = live[which % Math.max(live.length, 1)]
    if (what === "clone") clonings.push({ source, key })
    else if (what === "revoke") revoked.add(source)
    else if (what === "remove" && clone !== undefined) removed.add(clone)
    else if (what === "rename" && clone !== undefined) {
      const free = isQuiet ? inPlay.filter((name) => !liveNames(history).includes(name)) : []
      renamed.set(clone, free[which % free.length] ?? TaskName.make(`Aside ${crypto.randomUUID()}`))
    }
  }
  return { clonings, renamed, removed, revoked }
}

/** Does all of a round at once, and tells how its clonings ended. */
const carriedOut = (
  subject: Handed,
  request: CloneRequest,
  { clonings, removed, renamed, revoked }: Round
): Effect.Effect<ReadonlyArray<Ended>, unknown> => {
  const cloned = clonings.map(({ key, source }) => {
    const { shortId } = source.share
    const keyed = { ...request, shortId, ...(key === undefined ? {} : { idempotencyKey: key }) }
    return Effect.map(Effect.result(clone(subject, keyed)), (answer): Ended => ({ source, key, answer }))
  })
  const handled = [
    ...Array.from(renamed, ([{ task }, name]) => answered(() => subject.rename(task, name))),
    ...Array.from(removed, ({ task }) => answered(() => subject.remove(task))),
    ...Array.from(revoked, ({ share }) => answered(() => subject.revoke(share)))
  ]
  const atOnce = { concurrency: "unbounded" } as const
  return Effect.map(Effect.all([Effect.all(cloned, atOnce), Effect.all(handled, atOnce)], atOnce), ([ended]) => ended)
}
