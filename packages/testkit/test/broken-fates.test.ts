import { type Cloning, type Draft, planClone, type TaskRevision } from "@offshoot/core"
import { type FatesSubject, laws } from "@offshoot/testkit"
import { Result } from "effect"
import { describe } from "vitest"
import { rejected } from "./rejected.ts"

/** Plans as the core does, then spoils the draft. */
const spoiling = (spoil: (draft: Draft, from: Cloning) => Partial<Draft>) => (): FatesSubject => ({
  planClone: (from) => Result.map(planClone(from), (draft) => ({ ...draft, ...spoil(draft, from) }))
})
const spoilingRevision = (spoil: (revision: TaskRevision, from: Cloning) => Partial<TaskRevision>) =>
  spoiling(({ revisions: [revision] }, from) => ({ revisions: [{ ...revision, ...spoil(revision, from) }] }))
const isElsewhere = ({ shared, target }: Cloning) => shared.task.projectId !== target.projectId

describe("A plan of a clone", () => {
  rejected(laws.fates, [
    {
      it: "copies the access token",
      law: "fates.no-credential",
      subject: spoiling((_, { shared }) => ({ accessToken: shared.task.accessToken }))
    },
    {
      it: "opens the clone as its source is open",
      law: "fates.given",
      subject: spoiling((_, { shared }) => ({ public: shared.task.public }))
    },
    {
      it: "copies the tags of the source's project",
      law: "fates.tags",
      subject: spoiling((_, { shared }) => ({ tags: structuredClone(shared.task.tags) }))
    },
    {
      it: "drops the project's tags at home",
      law: "fates.tags",
      subject: spoilingRevision(({ tags }) => ({ tags: tags.filter(({ projectId }) => projectId === null) }))
    },
    {
      it: "shares a mutable configuration with the source",
      law: "fates.nothing-shared",
      subject: spoilingRevision((_, { shared }) => ({ llmConfig: shared.revision.llmConfig }))
    },
    {
      it: "keeps a test revision a test",
      law: "fates.given",
      subject: spoilingRevision((_, { shared }) => ({ test: shared.revision.test }))
    },
    {
      it: "forgets the weight",
      law: "fates.pinned",
      subject: spoiling(() => ({ activeRevisions: [] }))
    },
    {
      it: "remembers the source as it was cloned before",
      law: "fates.pinned",
      subject: spoiling((_, { shared }) => ({ clonedFromTaskRevisionId: shared.task.clonedFromTaskRevisionId }))
    },
    {
      it: "leaves out the fallback's configuration",
      law: "fates.copied",
      subject: spoilingRevision(() => ({ fallbackLlmConfig: null }))
    },
    {
      it: "adds a field without a fate",
      law: "fates.record",
      subject: spoiling(() => ({ folder: null }) as Partial<Draft>)
    },
    {
      it: "drops bound references silently",
      law: "fates.bound-elsewhere",
      subject: () => ({
        planClone: (from) => {
          const unbound = { rag: null, taskForwarderId: null, taskMcpToolIds: [], integrationToolIds: [] }
          const { shared } = from
          return planClone(
            isElsewhere(from) ? { ...from, shared: { ...shared, revision: { ...shared.revision, ...unbound } } } : from
          )
        }
      })
    },
    {
      it: "refuses bound references at home too",
      law: "fates.bound-at-home",
      subject: () => ({
        planClone: (from) =>
          planClone({ ...from, target: { ...from.target, projectId: from.target.organizationId as never } })
      })
    },
    {
      it: "names the references that it refuses by their ids",
      law: "fates.no-leak",
      subject: () => ({
        planClone: (from) =>
          Result.mapError(planClone(from), (refusal) =>
            Object.assign(refusal, { references: [{ field: from.shared.revision.id, count: 1 }] })
          )
      })
    },
    {
      it: "marks the source",
      law: "fates.source-untouched",
      subject: () => ({
        planClone: (from) => {
          Object.assign(from.shared.task, { modified: from.now + 1 })
          return planClone(from)
        }
      })
    }
  ])
})
