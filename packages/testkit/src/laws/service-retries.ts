import { IdempotencyKey } from "@offshoot/core"
import { Effect } from "effect"
import * as fc from "fast-check"
import { idempotencyKey } from "../arbitraries/idempotency-key.ts"
import { taskName } from "../arbitraries/task-name.ts"
import { answered, ending } from "./answered.ts"
import { demandEqual } from "./demand.ts"
import { fresh } from "./fresh.ts"
import type { Law } from "./law.ts"
import {
  clone,
  cloneable,
  serviceLaw as law,
  names,
  newcomerWith,
  type ServiceSubject,
  setStage
} from "./service-subject.ts"

const keyed = fc.record({ source: cloneable, key: idempotencyKey })

/** What an idempotency key promises. */
export const serviceRetries: ReadonlyArray<Law<ServiceSubject>> = [
  law({
    name: "retry",
    statement: "One request with one key is one task, and every answer names it",
    hands: ["share", "grant", "names"],
    given: fc.record({ keyed, times: fc.integer({ min: 1, max: 3 }) }),
    holds: (subject, { keyed: { key, source }, times }) =>
      Effect.gen(function* () {
        const { request, target } = yield* setStage(subject, source)
        const first = yield* clone(subject, { ...request, idempotencyKey: key })
        for (let time = 0; time < times; time++) {
          const { id, name } = yield* clone(subject, { ...request, idempotencyKey: key })
          demandEqual("the answer", { id, name }, { id: first.id, name: first.name })
        }
        demandEqual("what is stored", yield* names(subject, target), [first.name])
      })
  }),
  law({
    name: "retry-at-once",
    statement: "One request with one key, sent many times at once, is one task and as many equal answers",
    hands: ["share", "grant", "names"],
    given: fc.record({ keyed, times: fc.integer({ min: 2, max: 20 }) }),
    holds: (subject, { keyed: { key, source }, times }) =>
      Effect.gen(function* () {
        const { request, target } = yield* setStage(subject, source)
        const answers = yield* Effect.all(
          Array.from({ length: times }, () => clone(subject, { ...request, idempotencyKey: key })),
          { concurrency: "unbounded" }
        )
        demandEqual("the number of tasks answered", new Set(answers.map(({ id }) => id)).size, 1)
        demandEqual("what is stored", yield* names(subject, target), [source.task.name])
      })
  }),
  law({
    name: "another-request",
    statement: "A key used by another caller, in another project, for another share, or none, is another clone",
    hands: ["share", "grant", "names"],
    given: fc.record({ keyed, other: cloneable }),
    holds: (subject, { keyed: { key, source }, other }) =>
      Effect.gen(function* () {
        const { caller, request, target } = yield* setStage(subject, source)
        const another = fresh(other)
        const somewhere = yield* newcomerWith(subject)
        yield* answered(() => subject.share(another))
        yield* answered(() => subject.grant({ ...somewhere, target }))
        yield* answered(() => subject.grant({ ...somewhere, caller }))
        const idempotencyKey = key
        const otherKey = IdempotencyKey.make(key === "x" ? "y" : "x")
        const clones = [
          yield* clone(subject, { ...request, idempotencyKey }),
          yield* clone(subject, request),
          yield* clone(subject, { ...request, idempotencyKey: otherKey }),
          yield* clone(subject, { ...request, idempotencyKey, caller: somewhere.caller }),
          yield* clone(subject, { ...request, idempotencyKey, target: somewhere.target }),
          yield* clone(subject, { ...request, idempotencyKey, shortId: another.share.shortId })
        ]
        demandEqual("the number of tasks", new Set(clones.map(({ id }) => id)).size, clones.length)
      })
  }),
  law({
    name: "retry-after-revoking",
    statement: "A retry succeeds though the share was revoked, or its task deleted, in between",
    hands: ["share", "grant", "names", "revoke", "remove"],
    given: fc.record({ keyed, isRevoked: fc.boolean() }),
    holds: (subject, { isRevoked, keyed: { key, source } }) =>
      Effect.gen(function* () {
        const { request, source: stored, target } = yield* setStage(subject, source)
        const first = yield* clone(subject, { ...request, idempotencyKey: key })
        yield* answered(() => (isRevoked ? subject.revoke(stored.share) : subject.remove(stored.task)))
        const again = yield* clone(subject, { ...request, idempotencyKey: key })
        demandEqual("the answer", { id: again.id, name: again.name }, { id: first.id, name: first.name })
        demandEqual("what is stored", yield* names(subject, target), [first.name])
        const expected = isRevoked ? "ShareRevoked" : "ShareNotFound"
        const otherKey = IdempotencyKey.make(key === "x" ? "y" : "x")
        demandEqual("a first try", yield* ending(clone(subject, { ...request, idempotencyKey: otherKey })), expected)
      })
  }),
  law({
    name: "retry-denied",
    statement: "A retry by a caller who may not create tasks any more is denied",
    hands: ["share", "grant", "names", "withdraw"],
    given: keyed,
    holds: (subject, { key, source }) =>
      Effect.gen(function* () {
        const { caller, request, target } = yield* setStage(subject, source)
        yield* clone(subject, { ...request, idempotencyKey: key })
        yield* answered(() => subject.withdraw({ caller, target, permission: "createTask" }))
        demandEqual(
          "the ending",
          yield* ending(clone(subject, { ...request, idempotencyKey: key })),
          "PermissionDenied"
        )
      })
  }),
  law({
    name: "retry-renamed",
    statement: "A retry is answered with the task as it is now",
    hands: ["share", "grant", "names", "rename"],
    given: fc.record({ keyed, name: taskName }),
    holds: (subject, { keyed: { key, source }, name }) =>
      Effect.gen(function* () {
        const { request } = yield* setStage(subject, source)
        const first = yield* clone(subject, { ...request, idempotencyKey: key })
        yield* answered(() => subject.rename(first, name))
        const again = yield* clone(subject, { ...request, idempotencyKey: key })
        demandEqual("the answer", { id: again.id, name: again.name }, { id: first.id, name })
      })
  }),
  law({
    name: "retry-deleted",
    statement:
      "A retry of a clone that was deleted since is TaskNotFound, or the share's own refusal; nothing is stored again",
    hands: ["share", "grant", "names", "remove", "revoke"],
    given: fc.record({ keyed, isRevoked: fc.boolean() }),
    holds: (subject, { isRevoked, keyed: { key, source } }) =>
      Effect.gen(function* () {
        const { request, source: stored, target } = yield* setStage(subject, source)
        const first = yield* clone(subject, { ...request, idempotencyKey: key })
        yield* answered(() => subject.remove(first))
        if (isRevoked) yield* answered(() => subject.revoke(stored.share))
        const expected = isRevoked ? "ShareRevoked" : "TaskNotFound"
        demandEqual("the ending", yield* ending(clone(subject, { ...request, idempotencyKey: key })), expected)
        demandEqual("what is stored", yield* names(subject, target), [])
      })
  })
]
