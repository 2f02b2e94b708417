import { Result } from "effect"
import { cloning } from "../arbitraries/cloning.ts"
import { demand, demandEqual } from "./demand.ts"
import { type FatesSubject, fatesLaw as law, plan } from "./fates-subject.ts"
import type { Law } from "./law.ts"

/** What becomes of references that are valid in the source's project alone. */
export const fatesOfReferences: ReadonlyArray<Law<FatesSubject>> = [
  law({
    name: "bound-elsewhere",
    statement:
      "What refers to things of its project is refused elsewhere, and the refusal names each field and its count",
    given: cloning("elsewhere", { bound: true }),
    holds: ({ planClone }, from) => {
      const result = planClone(from)
      demand(Result.isFailure(result), "the clone was planned")
      demandEqual("the refusal", result.failure._tag, "TaskNotCloneable")
      const { integrationToolIds, rag, taskForwarderId, taskMcpToolIds } = from.shared.revision
      const expected = [
        { field: "rag", count: rag === null ? 0 : 1 },
        { field: "taskForwarderId", count: taskForwarderId === null ? 0 : 1 },
        { field: "taskMcpToolIds", count: taskMcpToolIds.length },
        { field: "integrationToolIds", count: integrationToolIds.length }
      ].filter(({ count }) => count > 0)
      const byField = (one: { readonly field: string }, other: { readonly field: string }) =>
        one.field < other.field ? -1 : 1
      demandEqual("what is named", result.failure.references.toSorted(byField), expected.toSorted(byField))
    }
  }),
  law({
    name: "no-leak",
    statement: "The refusal tells no id of the source",
    given: cloning("elsewhere", { bound: true }),
    holds: ({ planClone }, from) => {
      const result = planClone(from)
      const told = Result.isFailure(result) ? JSON.stringify(result.failure) + result.failure.message : ""
      demandEqual("the ids that the refusal tells", told.match(/[0-9a-f]{8}-[0-9a-f-]{27}/gu), null)
    }
  }),
  law({
    name: "bound-at-home",
    statement: "At home what refers to things of the project is kept",
    given: cloning("at home", { bound: true }),
    holds: (subject, from) => {
      const { revision } = plan(subject, from)
      for (const field of boundOfRevision) demandEqual(field, revision[field], from.shared.revision[field])
    }
  })
]

const boundOfRevision = ["rag", "taskForwarderId", "taskMcpToolIds", "integrationToolIds"] as const
