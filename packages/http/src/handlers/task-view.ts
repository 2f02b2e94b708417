import type { ModelId, SharedTask, Tag, Task, TaskHeader, TaskRevision } from "@offshoot/core"
import type { ModelAnswer } from "../api/model.ts"
import { momentText } from "../api/moment.ts"
import type { TagAnswer } from "../api/tag.ts"
import type { TaskAnswer, TaskRevisionAnswer } from "../api/task.ts"
import { inputParams } from "./input-params.ts"

/** Finds what a model is called in answers. */
export type DescribeModel = (id: ModelId) => ModelAnswer

/** A task as its project sees it. */
export const taskView = (task: Task, describe: DescribeModel): TaskAnswer => {
  const active = new Set(task.activeRevisions.map(({ taskRevisionId }) => taskRevisionId))
  return {
    ...headerView(task),
    revisions: task.revisions.map((revision) => revisionView(revision, active.has(revision.id), describe)),
    active_revisions: task.activeRevisions.map(({ taskRevisionId, weight }) => ({
      task_revision_id: taskRevisionId,
      weight
    }))
  }
}

/** A shared task as anybody with the link sees it: the pinned revision, as if it were live, and no secret. */
export const publicView = ({ revision, task }: SharedTask, describe: DescribeModel): TaskAnswer => ({
  ...headerView(task),
  access_token: null,
  revisions: [revisionView(revision, true, describe)],
  active_revisions: [{ task_revision_id: revision.id, weight: 1 }]
})

const headerView = (task: TaskHeader): Omit<TaskAnswer, "revisions" | "active_revisions"> => ({
  id: task.id,
  name: task.name,
  description: task.description,
  enabled: task.enabled,
  public: task.public,
  exposed_to_agents: task.exposedToAgents,
  output_modality: task.outputModality,
  task_run_visibility: task.taskRunVisibility,
  project_id: task.projectId,
  created: momentText(task.created),
  modified: orNull(task.modified, momentText),
  deleted: orNull(task.deleted, momentText),
  access_token: task.accessToken,
  cloned_from_task_revision_id: task.clonedFromTaskRevisionId,
  tags: task.tags.map(tagView),
  shared_with_project: task.sharedWithProject
})

const revisionView = (revision: TaskRevision, active: boolean, describe: DescribeModel): TaskRevisionAnswer => ({
  id: revision.id,
  created: momentText(revision.created),
  modified: orNull(revision.modified, momentText),
  active,
  test: revision.test,
  system_prompt: revision.systemPrompt,
  user_prompt: revision.userPrompt,
  input_params: inputParams(revision.systemPrompt, revision.userPrompt),
  llm_model_id: revision.llmModelId,
  llm_model: describe(revision.llmModelId),
  llm_config: revision.llmConfig,
  output_format: revision.outputFormat,
  file_input_mode: revision.fileInputMode,
  optimise_images: revision.optimiseImages,
  input_processors: revision.inputProcessors.map(({ config, inputProcessor, paramName }) => ({
    param_name: paramName,
    input_processor: inputProcessor,
    config
  })),
  annotation: revision.annotation,
  fallback_llm_model_id: revision.fallbackLlmModelId,
  fallback_llm_model: orNull(revision.fallbackLlmModelId, describe),
  fallback_llm_config: revision.fallbackLlmConfig,
  tool_choice: revision.toolChoice,
  rag: orNull(revision.rag, ragView),
  task_forwarder_id: revision.taskForwarderId,
  task_mcp_tool_ids: revision.taskMcpToolIds,
  integration_tool_ids: revision.integrationToolIds,
  tags: revision.tags.map(tagView)
})

const ragView = ({ collectionId, ragConfig }: NonNullable<TaskRevision["rag"]>): TaskRevisionAnswer["rag"] => ({
  collection_id: collectionId,
  rag_config: orNull(ragConfig, (config) => ({
    rewrite_mode: config.rewriteMode,
    candidate_k: config.candidateK,
    final_k: config.finalK,
    include_sources: config.includeSources,
    max_context_tokens: config.maxContextTokens,
    max_context_chunks: config.maxContextChunks,
    context_instruction: config.contextInstruction
  }))
})

const tagView = (tag: Tag): TagAnswer => ({
  id: tag.id,
  name: tag.name,
  description: tag.description,
  parent_id: tag.parentId,
  entity_type: tag.entityType,
  project_id: tag.projectId,
  created_at: momentText(tag.created),
  children: [],
  is_project_tag: tag.projectId !== null,
  is_global_tag: tag.projectId === null,
  tagged_entities: []
})

const orNull = <A, B>(value: A | null, view: (value: A) => B): B | null => (value === null ? null : view(value))
