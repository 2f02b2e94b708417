import type { ClonedRow, ModelRow, SharedRow } from "./rows.ts"

/** The whole JSON that a clone is answered with, from rows. No task of the bench has tags or bound references. */
export const wireTask = (cloned: ClonedRow, shared: SharedRow, models: ReadonlyMap<string, ModelRow>) => ({
  id: cloned.task_id,
  name: cloned.name,
  description: shared.description,
  enabled: true,
  public: false,
  exposed_to_agents: false,
  output_modality: shared.output_modality,
  task_run_visibility: shared.task_run_visibility,
  project_id: cloned.project_id,
  created: cloned.created.toISOString(),
  modified: null,
  deleted: null,
  revisions: [
    {
      id: cloned.revision_id,
      created: cloned.created.toISOString(),
      modified: null,
      active: true,
      test: false,
      system_prompt: shared.system_prompt,
      user_prompt: shared.user_prompt,
      input_params: placeholders(shared.system_prompt, shared.user_prompt),
      llm_model_id: shared.llm_model_id,
      llm_model: wireModel(shared.llm_model_id, models),
      llm_config: shared.llm_config,
      output_format: shared.output_format,
      file_input_mode: shared.file_input_mode,
      optimise_images: shared.optimise_images,
      input_processors: shared.input_processors.map(({ config, inputProcessor, paramName }) => ({
        param_name: paramName,
        input_processor: inputProcessor,
        config
      })),
      annotation: shared.annotation,
      fallback_llm_model_id: shared.fallback_llm_model_id,
      fallback_llm_model: shared.fallback_llm_model_id && wireModel(shared.fallback_llm_model_id, models),
      fallback_llm_config: shared.fallback_llm_config,
      tool_choice: shared.tool_choice,
      rag: shared.rag,
      task_forwarder_id: shared.task_forwarder_id,
      task_mcp_tool_ids: shared.task_mcp_tool_ids,
      integration_tool_ids: shared.integration_tool_ids,
      tags: []
    }
  ],
  access_token: null,
  active_revisions: [{ task_revision_id: cloned.revision_id, weight: 1 }],
  cloned_from_task_revision_id: shared.task_revision_id,
  tags: [],
  shared_with_project: false
})

const wireModel = (id: string, models: ReadonlyMap<string, ModelRow>) => {
  const model = models.get(id)
  return model && { ...model, created: model.created.toISOString() }
}

const placeholders = (...prompts: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(prompts.flatMap((prompt) => [...prompt.matchAll(placeholder)].map(([, name = ""]) => name)))
]

const placeholder = /\{\s*([\p{L}_][\p{L}\p{N}_.-]*)\s*\}/gu
