import type * as core from "@offshoot/core"
import { type Cloning, type Draft, revisionFates, type Tag, type TaskRevision, taskFates } from "@offshoot/core"
import { Result } from "effect"
import { cloning } from "../arbitraries/cloning.ts"
import { demand, demandEqual } from "./demand.ts"
import { type Law, lawsOf } from "./law.ts"

/** The plan of a clone; the core itself is a subject. */
export type FatesSubject = Pick<typeof core, "planClone">

const law = lawsOf<FatesSubject>("fates", 1000)

/** The draft, and its one revision. */
const plan = (
  { planClone }: FatesSubject,
  from: Cloning
): { readonly draft: Draft; readonly revision: TaskRevision } => {
  const result = planClone(from)
  demand(Result.isSuccess(result), "the clone was refused")
  return { draft: result.success, revision: result.success.revisions[0] }
}

const free = cloning("anywhere", { bound: false })
const isAtHome = ({ shared, target }: Cloning) => shared.task.projectId === target.projectId

// Written out, not read from the record, so that a wrong record is found too.
const copiedOfTask = ["description", "outputModality", "taskRunVisibility"] as const
const copiedOfRevision = [
  "systemPrompt",
  "userPrompt",
  "llmModelId",
  "llmConfig",
  "outputFormat",
  "fileInputMode",
  "optimiseImages",
  "inputProcessors",
  "annotation",
  "fallbackLlmModelId",
  "fallbackLlmConfig",
  "toolChoice"
] as const
const boundOfRevision = ["rag", "taskForwarderId", "taskMcpToolIds", "integrationToolIds"] as const

export const fatesLaws: ReadonlyArray<Law<FatesSubject>> = [
  law({
    name: "record",
    statement:
      "Every field of a clone has the value that its fate in the core's record says, and there is no other field",
    given: free,
    holds: (subject, from) => {
      const { draft, revision } = plan(subject, from)
      const { wantedName: name, ...rest } = draft
      demandFates("the task's", taskFates, from.shared.task, { ...from, revision }, { ...rest, name })
      demandFates("the revision's", revisionFates, from.shared.revision, from, revision)
    }
  }),
  law({
    name: "copied",
    statement: "Prompts, model, configuration and the other settings are the source's own",
    given: free,
    holds: (subject, from) => {
      const { draft, revision } = plan(subject, from)
      for (const field of copiedOfTask) demandEqual(field, draft[field], from.shared.task[field])
      for (const field of copiedOfRevision) demandEqual(field, revision[field], from.shared.revision[field])
      demandEqual("the wanted name", draft.wantedName, from.shared.task.name)
    }
  }),
  law({
    name: "given",
    statement: "A clone is new, enabled, private and its caller's own, whatever its source is",
    given: free,
    holds: (subject, from) => {
      const { draft, revision } = plan(subject, from)
      const { issuer, kind, subject: who } = from.caller
      const { accessToken, created, createdBy, deleted, enabled, exposedToAgents, id, modified, projectId } = draft
      demandEqual(
        "the clone",
        { id, projectId, created, createdBy, modified, deleted, enabled },
        {
          id: from.taskId,
          projectId: from.target.projectId,
          created: from.now,
          createdBy: { issuer, kind, subject: who },
          modified: null,
          deleted: null,
          enabled: true
        }
      )
      const opened = { accessToken, exposedToAgents, public: draft.public, sharedWithProject: draft.sharedWithProject }
      const closed = { accessToken: null, exposedToAgents: false, public: false, sharedWithProject: false }
      demandEqual("what opens the clone to others", opened, closed)
      demandEqual(
        "the revision",
        { id: revision.id, created: revision.created, modified: revision.modified, test: revision.test },
        { id: from.revisionId, created: from.now, modified: null, test: false }
      )
    }
  }),
  law({
    name: "pinned",
    statement: "A clone has the pinned revision alone, live at weight 1, and remembers which one it was",
    given: free,
    holds: (subject, from) => {
      const { draft } = plan(subject, from)
      demandEqual("the number of revisions", draft.revisions.length, 1)
      demandEqual("what is active", draft.activeRevisions, [{ taskRevisionId: from.revisionId, weight: 1 }])
      demandEqual("the origin", draft.clonedFromTaskRevisionId, from.shared.revision.id)
    }
  }),
  law({
    name: "tags",
    statement: "Global tags come along; a project's tags do only at home",
    given: free,
    holds: (subject, from) => {
      const { draft, revision } = plan(subject, from)
      const valid = (tags: ReadonlyArray<Tag>) => tags.filter((tag) => tag.projectId === null || isAtHome(from))
      demandEqual("the tags", draft.tags, valid(from.shared.task.tags))
      demandEqual("the revision's tags", revision.tags, valid(from.shared.revision.tags))
    }
  }),
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
  }),
  law({
    name: "source-untouched",
    statement: "The source is as it was, whether the clone is planned or refused",
    given: cloning("anywhere"),
    holds: ({ planClone }, from) => {
      const before = structuredClone(from.shared)
      planClone(from)
      demandEqual("the source", from.shared, before)
    }
  }),
  law({
    name: "nothing-shared",
    statement: "A clone and its source have no mutable object in common",
    given: cloning("anywhere", { bound: false }),
    holds: (subject, from) => {
      const ofSource = new Set(objectsIn(from))
      const common = objectsIn(plan(subject, from).draft).find((each) => ofSource.has(each))
      demandEqual("what both hold", common, undefined)
    }
  }),
  law({
    name: "no-credential",
    statement: "Nothing in a clone tells the source's access token",
    given: free.map((from) => {
      const task = { ...from.shared.task, accessToken: "a token that occurs nowhere else" }
      return { ...from, shared: { ...from.shared, task } }
    }),
    holds: (subject, from) => {
      const isTold = JSON.stringify(plan(subject, from).draft).includes("a token that occurs nowhere else")
      demand(!isTold, "the clone holds the access token")
    }
  })
]

type AnyFate<From> =
  | { readonly _tag: "Copied" | "Bound" }
  | { readonly _tag: "Given"; readonly value: (from: From) => unknown }

const demandFates = <From>(
  whose: string,
  fates: { readonly [field: string]: AnyFate<From> },
  source: object,
  from: From,
  made: object
): void => {
  demandEqual(`${whose} fields`, Object.keys(made).toSorted(), Object.keys(fates).toSorted())
  for (const [field, fate] of Object.entries(fates)) {
    const expected = fate._tag === "Given" ? fate.value(from) : Reflect.get(source, field)
    demandEqual(`${whose} ${field}`, Reflect.get(made, field), expected)
  }
}

const objectsIn = (value: unknown): ReadonlyArray<object> =>
  typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(objectsIn)] : []
