import { type Cloning, revisionFates, type Tag, taskFates } from "@offshoot/core"
import { demandEqual } from "./demand.ts"
import { type FatesSubject, free, fatesLaw as law, plan } from "./fates-subject.ts"
import type { Law } from "./law.ts"

/** Which value every field of a clone has. */
export const fatesOfFields: ReadonlyArray<Law<FatesSubject>> = [
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
  })
]

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
