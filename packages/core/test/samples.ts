import { Schema } from "effect"
import {
  type Caller,
  OrganizationId,
  ProjectId,
  type SharedTask,
  ShareId,
  ShortId,
  type Target,
  Task,
  TaskRevisionId
} from "../src/index.ts"

/** The n-th of the tests' ids. */
export const uuid = (n: number) => `0197a000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`

export const caller: Caller = { issuer: "https://login.example/", kind: "user", subject: "ann", scopes: [] }
export const target: Target = {
  organizationId: OrganizationId.make(uuid(1)),
  projectId: ProjectId.make(uuid(2))
}
export const shortId = ShortId.make("Ab3")

const revision = {
  created: 1000,
  modified: null,
  test: false,
  systemPrompt: "You are kind.",
  userPrompt: "Greet {name}",
  llmModelId: uuid(9),
  llmConfig: { temperature: 0.5 },
  outputFormat: null,
  fileInputMode: "none",
  optimiseImages: false,
  inputProcessors: [],
  annotation: null,
  fallbackLlmModelId: null,
  fallbackLlmConfig: null,
  toolChoice: null,
  rag: null,
  taskForwarderId: null,
  taskMcpToolIds: [],
  integrationToolIds: [],
  tags: []
}

/** A task of another project with three revisions, oldest first; the last one is active. */
export const sourceTask = Schema.decodeUnknownSync(Task)({
  id: uuid(20),
  name: "Greeting",
  projectId: uuid(3),
  created: 1000,
  createdBy: { issuer: "https://login.example/", kind: "user", subject: "bob" },
  modified: null,
  deleted: null,
  description: "Greets",
  enabled: true,
  public: true,
  exposedToAgents: false,
  sharedWithProject: true,
  outputModality: "text",
  taskRunVisibility: "owner_only",
  accessToken: "secret",
  clonedFromTaskRevisionId: null,
  tags: [],
  revisions: [21, 22, 23].map((n) => ({ ...revision, id: uuid(n) })),
  activeRevisions: [{ taskRevisionId: uuid(23), weight: 1 }]
})

/** A share of that task's second revision. */
export const sharedTask = (share: Partial<SharedTask["share"]> = {}): SharedTask => {
  const { activeRevisions: _, revisions, ...task } = sourceTask
  const [, pinned = revisions[0]] = revisions
  return {
    share: {
      id: ShareId.make(uuid(30)),
      shortId,
      projectId: task.projectId,
      taskId: task.id,
      taskRevisionId: TaskRevisionId.make(uuid(22)),
      taskRunId: null,
      title: null,
      description: null,
      active: true,
      expiresAt: null,
      viewsCount: 0,
      created: 2000,
      createdBy: task.createdBy,
      modified: 2000,
      ...share
    },
    task,
    revision: pinned
  }
}
