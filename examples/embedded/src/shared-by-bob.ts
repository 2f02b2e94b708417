import { ModelId, ProjectId, Share, ShareId, ShortId, Task, TaskId, TaskName, TaskRevisionId } from "@offshoot/core"

const projectId = ProjectId.make("0197a1c0-0000-7000-8000-000000000003")
const taskId = TaskId.make("0197a1c0-0000-7000-8000-000000000010")
const revisionId = TaskRevisionId.make("0197a1c0-0000-7000-8000-000000000011")
const created = Date.parse("2026-01-05T09:00:00Z")
const createdBy = { issuer: "our own login", kind: "user", subject: "bob" } as const

/** A task of Bob's, in another project; `make` checks it. */
export const bobsTask = Task.make({
  id: taskId,
  name: TaskName.make("Summarise a complaint"),
  projectId,
  created,
  createdBy,
  modified: null,
  deleted: null,
  description: "Three sentences for the support desk",
  enabled: true,
  public: false,
  exposedToAgents: false,
  sharedWithProject: false,
  outputModality: "text",
  taskRunVisibility: "editors_and_owners",
  accessToken: null,
  clonedFromTaskRevisionId: null,
  tags: [],
  revisions: [
    {
      id: revisionId,
      created,
      modified: null,
      test: false,
      systemPrompt: "You work at a support desk. Be brief and kind.",
      userPrompt: "Summarise this complaint in three sentences: {complaint}",
      llmModelId: ModelId.make("0197a1c0-0000-7000-8000-000000000020"),
      llmConfig: { temperature: 0.2 },
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
  ],
  activeRevisions: [{ taskRevisionId: revisionId, weight: 1 }]
})

/** The link that Bob sent to Ann. */
export const bobsShare = Share.make({
  id: ShareId.make("0197a1c0-0000-7000-8000-000000000012"),
  shortId: ShortId.make("Bob1"),
  projectId,
  taskId,
  taskRevisionId: revisionId,
  taskRunId: null,
  title: null,
  description: null,
  active: true,
  expiresAt: null,
  viewsCount: 0,
  created,
  createdBy,
  modified: created
})
