import type { Model, Share, StemAndOrdinal, Tag, Task, TaskId, TaskRevision } from "@offshoot/core"

/** How the values of a column travel: as the text that Postgres casts to the type, and back as what the driver makes of it. */
export type ColumnType = "uuid" | "text" | "boolean" | "integer" | "timestamptz" | "json" | "uuid[]" | "tags"

/**
 * One column for every field of a domain type, called as the field, in snake_case: a field without a column does not
 * compile. `tags` are kept as an array of ids and read as tags.
 */
export type Columns<Fields> = { readonly [Field in keyof Fields]-?: ColumnType }

/** A task's row: the task but for its revisions, and the stem and ordinal of its name, as the core computes them. */
export interface TaskRow extends Omit<Task, "revisions">, StemAndOrdinal {}

export const taskColumns: Columns<TaskRow> = {
  id: "uuid",
  name: "text",
  stem: "text",
  ordinal: "integer",
  projectId: "uuid",
  created: "timestamptz",
  createdBy: "json",
  modified: "timestamptz",
  deleted: "timestamptz",
  description: "text",
  enabled: "boolean",
  public: "boolean",
  exposedToAgents: "boolean",
  sharedWithProject: "boolean",
  outputModality: "text",
  taskRunVisibility: "text",
  accessToken: "text",
  clonedFromTaskRevisionId: "uuid",
  tags: "tags",
  activeRevisions: "json"
}

/** A revision's row: the revision, whose it is, and its place among the task's, from 0. */
export interface RevisionRow extends TaskRevision {
  readonly projectId: Task["projectId"]
  readonly taskId: TaskId
  readonly position: number
}

export const revisionColumns: Columns<RevisionRow> = {
  id: "uuid",
  projectId: "uuid",
  taskId: "uuid",
  position: "integer",
  created: "timestamptz",
  modified: "timestamptz",
  test: "boolean",
  systemPrompt: "text",
  userPrompt: "text",
  llmModelId: "uuid",
  llmConfig: "json",
  outputFormat: "json",
  fileInputMode: "text",
  optimiseImages: "boolean",
  inputProcessors: "json",
  annotation: "text",
  fallbackLlmModelId: "uuid",
  fallbackLlmConfig: "json",
  toolChoice: "text",
  rag: "json",
  taskForwarderId: "uuid",
  taskMcpToolIds: "uuid[]",
  integrationToolIds: "uuid[]",
  tags: "tags"
}

export const shareColumns: Columns<Share> = {
  id: "uuid",
  shortId: "text",
  projectId: "uuid",
  taskId: "uuid",
  taskRevisionId: "uuid",
  taskRunId: "uuid",
  title: "text",
  description: "text",
  active: "boolean",
  expiresAt: "timestamptz",
  viewsCount: "integer",
  created: "timestamptz",
  createdBy: "json",
  modified: "timestamptz"
}

export const tagColumns: Columns<Tag> = {
  id: "uuid",
  name: "text",
  description: "text",
  parentId: "uuid",
  entityType: "text",
  projectId: "uuid",
  created: "timestamptz"
}

export const modelColumns: Columns<Model> = {
  id: "uuid",
  provider: "text",
  vendor: "text",
  name: "text",
  alias: "text",
  description: "text",
  supportsVision: "boolean",
  supportsImageOutput: "boolean",
  supportsPdfVision: "boolean",
  supportsToolCalling: "boolean",
  supportsContextCaching: "boolean",
  maxContextWindow: "integer",
  modelParams: "json",
  created: "timestamptz"
}
