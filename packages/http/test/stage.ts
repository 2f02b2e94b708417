import {
  type Authenticator,
  type Caller,
  Ids,
  type Model,
  ModelId,
  OrganizationId,
  ProjectId,
  type Share,
  ShareId,
  ShortId,
  type Tag,
  TagId,
  type Task,
  TaskId,
  TaskName,
  type TaskRevision,
  TaskRevisionId
} from "@offshoot/core"
import { MemoryAuthenticator, MemoryStore } from "@offshoot/testkit"
import { Context, Effect, Layer } from "effect"
import { type Ports, Readiness } from "../src/index.ts"

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`

export const organizationId = OrganizationId.make(id(1))
export const otherOrganizationId = OrganizationId.make(id(2))
/** Where shares come from. */
export const home = ProjectId.make(id(10))
/** Where clones go. */
export const target = ProjectId.make(id(11))
/** A project of the other organization. */
export const foreign = ProjectId.make(id(12))

const person = (subject: string): Caller => ({
  issuer: "https://issuer.example",
  subject,
  kind: "user",
  scopes: []
})
/** Edits everywhere. */
export const editor = person(id(90))
export const viewer = person("viewer@example.com")

export const model: Model = {
  id: ModelId.make(id(30)),
  provider: "acme",
  vendor: "Acme",
  name: "acme-large",
  alias: "Large",
  description: "A large model",
  supportsVision: false,
  supportsImageOutput: false,
  supportsPdfVision: false,
  supportsToolCalling: true,
  supportsContextCaching: false,
  maxContextWindow: 128_000,
  modelParams: { temperature: { max: 1 } },
  created: 1_700_000_000_000
}

const tag = (n: number, entityType: Tag["entityType"], projectId: ProjectId | null): Tag => ({
  id: TagId.make(id(n)),
  name: `Tag ${n}`,
  description: null,
  parentId: null,
  entityType,
  projectId,
  created: 1_700_000_000_000
})
export const globalTag = tag(40, "task", null)
export const homeTag = tag(41, "task", home)
export const revisionTag = tag(42, "task_revision", null)

const revision = (n: number, fields: Partial<TaskRevision> = {}): TaskRevision => ({
  id: TaskRevisionId.make(id(n)),
  created: 1_700_000_000_000 + n,
  modified: null,
  test: false,
  systemPrompt: `Version ${n}: you answer in {{language}}, for {audience}.`,
  userPrompt: 'Find {{count}} synonyms of {word} in {language}; answer like {"words": []}.',
  llmModelId: model.id,
  llmConfig: { temperature: 0.2 },
  outputFormat: { words: { type: "list", item_type: "string" } },
  fileInputMode: "none",
  optimiseImages: true,
  inputProcessors: [{ paramName: "word", inputProcessor: "trim", config: null }],
  annotation: null,
  fallbackLlmModelId: null,
  fallbackLlmConfig: null,
  toolChoice: null,
  rag: null,
  taskForwarderId: null,
  taskMcpToolIds: [],
  integrationToolIds: [],
  tags: [],
  ...fields
})

export const first = revision(51)
/** The one that the share pins. */
export const second = revision(52, { tags: [revisionTag] })
export const third = revision(53)
export const trial = revision(54, { test: true })
export const bound = revision(55, {
  rag: { collectionId: id(60), ragConfig: null },
  taskMcpToolIds: [id(61), id(62)]
})

export const task: Task = {
  id: TaskId.make(id(50)),
  name: TaskName.make("Awesome synonymiser"),
  projectId: home,
  created: 1_700_000_000_000,
  createdBy: editor,
  modified: null,
  deleted: null,
  description: "Finds synonyms",
  enabled: true,
  public: true,
  exposedToAgents: false,
  sharedWithProject: false,
  outputModality: "json",
  taskRunVisibility: "owner_only",
  accessToken: "a-secret-of-the-home-project",
  clonedFromTaskRevisionId: null,
  tags: [globalTag, homeTag],
  revisions: [first, second, third, trial, bound],
  activeRevisions: [{ taskRevisionId: third.id, weight: 1 }]
}

const share = (n: number, shortId: string, fields: Partial<Share> = {}): Share => ({
  id: ShareId.make(id(n)),
  shortId: ShortId.make(shortId),
  projectId: home,
  taskId: task.id,
  taskRevisionId: second.id,
  taskRunId: null,
  title: "Synonyms",
  description: null,
  active: true,
  expiresAt: null,
  viewsCount: 0,
  created: 1_700_000_000_000,
  createdBy: editor,
  modified: 1_700_000_000_000,
  ...fields
})
export const shares = {
  good: share(70, "tsiJP"),
  revoked: share(71, "gone1", { active: false }),
  expired: share(72, "late1", { expiresAt: 1_700_000_000_001 }),
  bound: share(73, "bound", { taskRevisionId: bound.id }),
  /** Its short id is a word of other paths. */
  share: share(74, "share"),
  trial: share(75, "trial", { taskRevisionId: trial.id })
}

export type AllPorts = Ports | Authenticator | Readiness

/** A store in memory with everything above, and ports over it; `replace` puts others in their place. */
export const setStage = async (replace: Context.Context<never> | Context.Context<AllPorts> = Context.empty()) => {
  const layer = Layer.mergeAll(
    MemoryStore.layer,
    MemoryAuthenticator.layer({ editor, viewer }),
    Ids.layer,
    Readiness.always
  )
  const built = await Effect.runPromise(Effect.scoped(Layer.build(layer)))
  const store = Context.get(built, MemoryStore)
  await Effect.runPromise(
    Effect.all([
      store.putModel(model),
      ...[globalTag, homeTag, revisionTag].map(store.putTag),
      ...Object.values(shares).map((each) => store.share({ share: each, task })),
      ...[
        { organizationId, projectId: home },
        { organizationId, projectId: target },
        { organizationId: otherOrganizationId, projectId: foreign }
      ].map((each) => store.grant({ caller: editor, permission: "edit", target: each })),
      store.grant({ caller: viewer, permission: "view", target: { organizationId, projectId: target } })
    ])
  )
  const adapters: Layer.Layer<AllPorts> = Layer.succeedContext(Context.merge(built, replace))
  return { adapters, store, ports: built }
}
