import type * as core from "@offshoot/core"
import type { TaskRevisionId } from "@offshoot/core"
import { Result } from "effect"
import * as fc from "fast-check"
import { uuid } from "../arbitraries/uuid.ts"
import { demand, demandEqual } from "./demand.ts"
import { type Law, lawsOf } from "./law.ts"

/** The rule on weights; the core itself is a subject. */
export type ActivationSubject = Pick<typeof core, "judgeActivation">

const law = lawsOf<ActivationSubject>("activation", 1000)

/** Revisions that may be active, each with a weight; together 1. */
const split = fc
  .uniqueArray(uuid, { minLength: 1, maxLength: 12 })
  .chain((ids) =>
    fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), part: fc.integer({ min: 1, max: 1000 }) })))
  )
  .map((parts) => {
    const sum = parts.reduce((total, { part }) => total + part, 0)
    return parts.map(({ id, part }) => ({ id: id as TaskRevisionId, weight: part / sum }))
  })

const revisionsOf = (parts: ReadonlyArray<{ readonly id: TaskRevisionId }>) =>
  parts.map(({ id }) => ({ id, test: false }))
const wantedOf = (parts: ReadonlyArray<{ readonly id: TaskRevisionId; readonly weight: number }>) =>
  parts.map(({ id, weight }) => ({ taskRevisionId: id, weight }))

const demandRefused = (
  { judgeActivation }: ActivationSubject,
  ...[revisions, wanted]: Parameters<typeof judgeActivation>
) => {
  const result = judgeActivation(revisions, wanted)
  demand(Result.isFailure(result), "the list was accepted")
  demandEqual("the refusal", result.failure._tag, "InvalidActivation")
  demand(result.failure.problem.trim() !== "", "the refusal does not say what is wrong")
}

export const activationLaws: ReadonlyArray<Law<ActivationSubject>> = [
  law({
    name: "whole",
    statement: "Weights of distinct revisions that sum to 1 are accepted as they are, whatever binary makes of the sum",
    given: split,
    holds: ({ judgeActivation }, parts) =>
      demandEqual(
        "the verdict",
        Result.getOrUndefined(judgeActivation(revisionsOf(parts), wantedOf(parts))),
        wantedOf(parts)
      )
  }),
  law({
    name: "tolerance",
    statement: "A sum is 1 if it is less than 1e-9 away from it, and not if it is further away",
    given: fc.record({
      parts: split,
      off: fc.oneof(fc.double({ min: 1.5e-9, max: 0.5, noNaN: true }), fc.double({ min: 0, max: 5e-10, noNaN: true })),
      sign: fc.constantFrom(1, -1)
    }),
    holds: (subject, { off, parts: [first, ...others], sign }) => {
      if (first === undefined) return
      const shifted = [{ ...first, weight: first.weight + sign * off }, ...others]
      if (shifted[0] && (shifted[0].weight <= 0 || shifted[0].weight > 1)) return
      if (off > 1e-9) return demandRefused(subject, revisionsOf(shifted), wantedOf(shifted))
      const verdict = subject.judgeActivation(revisionsOf(shifted), wantedOf(shifted))
      demand(Result.isSuccess(verdict), `a sum ${off} away from 1 was refused`)
    }
  }),
  law({
    name: "empty",
    statement: "An empty list is accepted: the task is not live",
    given: split,
    holds: ({ judgeActivation }, parts) =>
      demandEqual("the verdict", Result.getOrUndefined(judgeActivation(revisionsOf(parts), [])), [])
  }),
  law({
    name: "missing-weight",
    statement: "A missing weight, or null, means 1",
    given: fc.record({ id: uuid, weight: fc.constantFrom(null, undefined) }),
    holds: ({ judgeActivation }, { id, weight }) => {
      const taskRevisionId = id as TaskRevisionId
      const only = [{ id: taskRevisionId, test: false }]
      for (const wanted of [{ taskRevisionId, weight }, { taskRevisionId }]) {
        demandEqual("the verdict", Result.getOrUndefined(judgeActivation(only, [wanted])), [
          { taskRevisionId, weight: 1 }
        ])
      }
    }
  }),
  law({
    name: "missing-weights",
    statement: "Two missing weights are two ones, which is one too many",
    given: fc.uniqueArray(uuid, { minLength: 2, maxLength: 5 }),
    holds: (subject, ids) => {
      const parts = ids.map((id) => ({ id: id as TaskRevisionId }))
      demandRefused(
        subject,
        revisionsOf(parts),
        parts.map(({ id }) => ({ taskRevisionId: id }))
      )
    }
  }),
  law({
    name: "weight",
    statement: "A weight that is no finite number above 0, at most 1, is refused, even if the sum is 1",
    given: fc.record({
      ids: fc.uniqueArray(uuid, { minLength: 2, maxLength: 2 }),
      weight: fc.oneof(
        fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1 + 1e-9),
        fc.double({ max: 0, noNaN: true, noDefaultInfinity: true }),
        fc.double({ min: 1, minExcluded: true, noNaN: true })
      )
    }),
    holds: (subject, { ids: [one, other], weight }) => {
      const parts = [
        { id: one as TaskRevisionId, weight },
        { id: other as TaskRevisionId, weight: 1 - weight }
      ]
      demandRefused(subject, revisionsOf(parts), wantedOf(parts))
      demandRefused(subject, revisionsOf(parts), wantedOf(parts.slice(0, 1)))
    }
  }),
  law({
    name: "foreign",
    statement: "A revision of another task is refused",
    given: split,
    holds: (subject, parts) => demandRefused(subject, revisionsOf(parts.slice(1)), wantedOf(parts))
  }),
  law({
    name: "test",
    statement: "A test revision is refused",
    given: fc.record({ parts: split, which: fc.nat() }),
    holds: (subject, { parts, which }) => {
      const revisions = parts.map(({ id }, index) => ({ id, test: index === which % parts.length }))
      demandRefused(subject, revisions, wantedOf(parts))
    }
  }),
  law({
    name: "twice",
    statement: "A revision that is named twice is refused, even if the sum is 1",
    given: split,
    holds: (subject, parts) => {
      const halves = parts.map(({ id, weight }) => ({ id, weight: weight / 2 }))
      demandRefused(subject, revisionsOf(parts), wantedOf([...halves, ...halves]))
    }
  })
]
