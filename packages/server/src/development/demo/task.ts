import { identityOf, type Task, TaskId, TaskName, type TaskRevision, TaskRevisionId } from "@offshoot/core"
import { developer } from "../login.ts"
import { large, small } from "./models.ts"
import { source } from "./places.ts"
import { firstSystemPrompt, firstUserPrompt, secondSystemPrompt, thirdSystemPrompt, userPrompt } from "./prompts.ts"
import { helpdesk, reviewed, support } from "./tags.ts"

const first: TaskRevision = {
  id: TaskRevisionId.make("01998a3e-5c00-7a10-8000-0000000000f1"),
  created: Date.UTC(2026, 8, 1, 9, 12),
  modified: null,
  test: false,
  systemPrompt: firstSystemPrompt,
  userPrompt: firstUserPrompt,
  llmModelId: small.id,
  llmConfig: { temperature: 0.7 },
  outputFormat: { team: { type: "str" } },
  fileInputMode: "none",
  optimiseImages: true,
  inputProcessors: [],
  annotation: "First try",
  fallbackLlmModelId: null,
  fallbackLlmConfig: null,
  toolChoice: null,
  rag: null,
  taskForwarderId: null,
  taskMcpToolIds: [],
  integrationToolIds: [],
  tags: []
}

/** The revision that is shared. */
export const second: TaskRevision = {
  ...first,
  id: TaskRevisionId.make("01998a3e-5c00-7a10-8000-0000000000f2"),
  created: Date.UTC(2026, 8, 8, 14, 40),
  systemPrompt: secondSystemPrompt,
  userPrompt,
  llmModelId: large.id,
  llmConfig: { temperature: 0.1, max_tokens: 600 },
  outputFormat: {
    team: { type: "str" },
    urgency: { type: "str" },
    language: { type: "str" },
    summary: { type: "str" },
    missing: { type: "list", item_type: "str" }
  },
  annotation: "Five teams, urgency, and what is missing",
  fallbackLlmModelId: small.id,
  fallbackLlmConfig: { temperature: 0.1, max_tokens: 600 },
  tags: [reviewed]
}

const third: TaskRevision = {
  ...second,
  id: TaskRevisionId.make("01998a3e-5c00-7a10-8000-0000000000f3"),
  created: Date.UTC(2026, 8, 22, 8, 5),
  systemPrompt: thirdSystemPrompt,
  outputFormat: { ...second.outputFormat, confidence: { type: "number" } },
  annotation: "With confidence and examples",
  tags: []
}

/** A task as people have them: three revisions, of which the newest is live. */
export const task: Task = {
  id: TaskId.make("01998a3e-5c00-7a10-8000-0000000000e1"),
  name: TaskName.make("Support ticket triage"),
  projectId: source.projectId,
  created: first.created,
  createdBy: identityOf(developer),
  modified: third.created,
  deleted: null,
  description: "Decides which team reads a support ticket first, and how soon",
  enabled: true,
  public: false,
  exposedToAgents: false,
  sharedWithProject: true,
  outputModality: "json",
  taskRunVisibility: "editors_and_owners",
  accessToken: null,
  clonedFromTaskRevisionId: null,
  tags: [support, helpdesk],
  revisions: [first, second, third],
  activeRevisions: [{ taskRevisionId: third.id, weight: 1 }]
}
