import type { ShortId } from "@offshoot/core"
import { Effect } from "effect"
import * as fc from "fast-check"
import { source } from "../arbitraries/source.ts"
import { answered, ending } from "./answered.ts"
import { demandEqual } from "./demand.ts"
import { fresh, newShortId } from "./fresh.ts"
import type { Law } from "./law.ts"
import { newQuestion } from "./permissions-subject.ts"
import {
  clone,
  cloneable,
  serviceLaw as law,
  names,
  newcomerWith,
  preview,
  type ServiceSubject,
  setStage
} from "./service-subject.ts"

/** All that can be wrong with a share at once. */
const flaws = fc.record({
  unknown: fc.boolean(),
  deleted: fc.boolean(),
  revoked: fc.boolean(),
  expired: fc.boolean(),
  bound: fc.boolean()
})

const flawed = fc
  .record({ flaws, free: cloneable, bound: source({ bound: true, revisions: 2 }) })
  .map(({ bound, flaws: which, free }) => ({ flaws: which, source: which.bound ? bound : free }))

type Flawed = typeof flawed extends fc.Arbitrary<infer Case> ? Case : never

const hands = ["share", "grant", "names", "revoke", "remove"] as const

/** Stores a flawed source, and answers the request that cannot succeed, with the caller's target. */
const setFlawed = (subject: Required<Pick<ServiceSubject, (typeof hands)[number]>> & ServiceSubject, given: Flawed) =>
  Effect.gen(function* () {
    const { deleted, expired, revoked, unknown } = given.flaws
    const { share, task } = given.source
    const stage = yield* setStage(subject, {
      task,
      share: { ...share, expiresAt: expired ? share.created % 1e12 : null }
    })
    if (revoked) yield* answered(() => subject.revoke(stage.source.share))
    if (deleted) yield* answered(() => subject.remove(stage.source.task))
    return unknown ? { ...stage.request, shortId: newShortId() as ShortId } : stage.request
  })

/** The refusal that comes first. */
const firstRefusal = ({ bound, deleted, expired, revoked, unknown }: Flawed["flaws"]): string => {
  if (unknown || deleted) return "ShareNotFound"
  if (revoked) return "ShareRevoked"
  if (expired) return "ShareExpired"
  return bound ? "TaskNotCloneable" : "answered"
}

/** Who is refused, in which order, and that a refusal leaves no trace. */
export const serviceRefusals: ReadonlyArray<Law<ServiceSubject>> = [
  law({
    name: "refusal",
    statement:
      "A share is refused as unknown, then as revoked, then as expired, then as not cloneable, and nothing is stored",
    hands,
    cases: 60,
    given: flawed,
    holds: (subject, given) =>
      Effect.gen(function* () {
        const request = yield* setFlawed(subject, given)
        const expected = firstRefusal(given.flaws)
        demandEqual("the ending of the preview", yield* ending(preview(subject, request)), expected)
        demandEqual("what is stored", yield* names(subject, request.target), [])
        demandEqual("the ending of the clone", yield* ending(clone(subject, request)), expected)
        if (expected !== "answered") demandEqual("what is stored", yield* names(subject, request.target), [])
      })
  }),
  law({
    name: "permission-first",
    statement:
      "A caller who may not create tasks in the target is denied, whatever the share is, and learns nothing about it",
    hands,
    cases: 60,
    given: fc.record({ flawed, mayView: fc.boolean() }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { target, ...request } = yield* setFlawed(subject, given.flawed)
        const stranger = newQuestion(subject, "view")
        if (given.mayView) yield* answered(() => subject.grant({ ...stranger, target }))
        const denied = { ...request, target, caller: stranger.caller }
        demandEqual("the ending of the preview", yield* ending(preview(subject, denied)), "PermissionDenied")
        demandEqual("the ending of the clone", yield* ending(clone(subject, denied)), "PermissionDenied")
        demandEqual("what is stored", yield* names(subject, target), [])
      })
  }),
  law({
    name: "organization",
    statement: "A caller who may create tasks in a project is denied if the request names another organization",
    hands: ["share", "grant", "names"],
    given: cloneable,
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { request, target } = yield* setStage(subject, given)
        const { organizationId } = (yield* newcomerWith(subject)).target
        const elsewhere = { ...request, target: { ...target, organizationId } }
        demandEqual("the ending", yield* ending(clone(subject, elsewhere)), "PermissionDenied")
        demandEqual("what is stored", yield* names(subject, target), [])
      })
  }),
  law({
    name: "withdrawn",
    statement: "A caller whose permission was withdrawn is denied from then on",
    hands: ["share", "grant", "names", "withdraw"],
    given: cloneable,
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { caller, request, target } = yield* setStage(subject, given)
        yield* clone(subject, request)
        yield* answered(() => subject.withdraw({ caller, target, permission: "createTask" }))
        demandEqual("the ending", yield* ending(clone(subject, request)), "PermissionDenied")
      })
  }),
  law({
    name: "revoked",
    statement: "Revoking holds for every clone that starts after it was answered",
    hands: ["share", "grant", "names", "revoke"],
    given: cloneable,
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { request, source: stored, target } = yield* setStage(subject, given)
        yield* clone(subject, request)
        yield* answered(() => subject.revoke(stored.share))
        const endings = yield* Effect.all([ending(clone(subject, request)), ending(preview(subject, request))], {
          concurrency: "unbounded"
        })
        demandEqual("the endings", endings, ["ShareRevoked", "ShareRevoked"])
        demandEqual("the number of clones", (yield* names(subject, target)).length, 1)
      })
  }),
  law({
    name: "bound-at-home",
    statement: "What refers to things of its project is cloned at home, though it is refused elsewhere",
    hands: ["share", "grant", "names"],
    given: source({ bound: true }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { caller, request, source: stored, target } = yield* setStage(subject, given)
        demandEqual("the ending elsewhere", yield* ending(clone(subject, request)), "TaskNotCloneable")
        const home = { ...fresh(target), projectId: stored.task.projectId }
        yield* answered(() => subject.grant({ caller, permission: "createTask", target: home }))
        demandEqual("the ending at home", yield* ending(clone(subject, { ...request, target: home })), "answered")
      })
  })
]
