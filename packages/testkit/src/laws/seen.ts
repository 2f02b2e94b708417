import type { SeenTask } from "./service-subject.ts"

/** What two looks at one task must agree on: all but the whole of its tags, of which the ids are enough. */
export const seen = (task: SeenTask) => ({
  ...contentOf(task),
  id: task.id,
  name: task.name,
  created: task.created,
  modified: task.modified,
  activeRevisions: task.activeRevisions,
  revisionIds: task.revisions.map(({ id }) => id)
})

/** What a clone has of its source and its target, apart from ids, times and its name. */
export const contentOf = (task: SeenTask) => ({
  projectId: task.projectId,
  description: task.description,
  enabled: task.enabled,
  public: task.public,
  exposedToAgents: task.exposedToAgents,
  sharedWithProject: task.sharedWithProject,
  outputModality: task.outputModality,
  taskRunVisibility: task.taskRunVisibility,
  accessToken: task.accessToken,
  clonedFromTaskRevisionId: task.clonedFromTaskRevisionId,
  tags: idsOf(task.tags),
  weights: task.activeRevisions.map(({ weight }) => weight),
  revisions: task.revisions.map((revision) => ({ ...settingsOf(revision), tags: idsOf(revision.tags) }))
})

/** What a revision makes a model do. */
export const settingsOf = (revision: Omit<SeenTask["revisions"][number], "id" | "created" | "modified" | "tags">) => ({
  test: revision.test,
  systemPrompt: revision.systemPrompt,
  userPrompt: revision.userPrompt,
  llmModelId: revision.llmModelId,
  llmConfig: revision.llmConfig,
  outputFormat: revision.outputFormat,
  fileInputMode: revision.fileInputMode,
  optimiseImages: revision.optimiseImages,
  inputProcessors: revision.inputProcessors,
  annotation: revision.annotation,
  fallbackLlmModelId: revision.fallbackLlmModelId,
  fallbackLlmConfig: revision.fallbackLlmConfig,
  toolChoice: revision.toolChoice,
  rag: revision.rag,
  taskForwarderId: revision.taskForwarderId,
  taskMcpToolIds: revision.taskMcpToolIds,
  integrationToolIds: revision.integrationToolIds
})

const idsOf = (tags: ReadonlyArray<{ readonly id: string }>) => tags.map(({ id }) => id).toSorted()
