import { Rag, TaskHeader, TaskRevision } from "@offshoot/core"
import { Schema } from "effect"
import { ModelAnswer } from "./model.ts"
import { MomentText } from "./moment.ts"
import { TagAnswer } from "./tag.ts"
import { UuidText } from "./uuid.ts"

const RagAnswer = Schema.Struct({
  collection_id: UuidText,
  rag_config: Schema.NullOr(
    Schema.Struct({
      rewrite_mode: Rag.fields.ragConfig.members[0].fields.rewriteMode,
      candidate_k: Schema.Int,
      final_k: Schema.Int,
      include_sources: Schema.Boolean,
      max_context_tokens: Schema.Int,
      max_context_chunks: Schema.Int,
      context_instruction: Schema.NullOr(Schema.String)
    })
  )
})

export const TaskRevisionAnswer = Schema.Struct({
  id: UuidText,
  created: MomentText,
  modified: Schema.NullOr(MomentText),
  active: Schema.Boolean.annotate({ description: "serves live traffic" }),
  test: Schema.Boolean,
  system_prompt: Schema.String,
  user_prompt: Schema.String,
  input_params: Schema.Array(Schema.String).annotate({ description: "the placeholders in the prompts, each once" }),
  llm_model_id: UuidText,
  llm_model: ModelAnswer,
  llm_config: Schema.JsonObject,
  output_format: Schema.NullOr(Schema.JsonObject),
  file_input_mode: TaskRevision.fields.fileInputMode,
  optimise_images: Schema.Boolean,
  input_processors: Schema.Array(
    Schema.Struct({
      param_name: Schema.String,
      input_processor: Schema.String,
      config: Schema.NullOr(Schema.JsonObject)
    })
  ),
  annotation: Schema.NullOr(Schema.String),
  fallback_llm_model_id: Schema.NullOr(UuidText),
  fallback_llm_model: Schema.NullOr(ModelAnswer),
  fallback_llm_config: Schema.NullOr(Schema.JsonObject),
  tool_choice: TaskRevision.fields.toolChoice,
  rag: Schema.NullOr(RagAnswer),
  task_forwarder_id: Schema.NullOr(UuidText),
  task_mcp_tool_ids: Schema.Array(UuidText),
  integration_tool_ids: Schema.Array(UuidText),
  tags: Schema.Array(TagAnswer)
}).annotate({ identifier: "TaskRevision" })
export interface TaskRevisionAnswer extends Schema.Schema.Type<typeof TaskRevisionAnswer> {}

/** A task as answers show it; its name is not judged again: a clone's may be one that create refuses. */
export const TaskAnswer = Schema.Struct({
  id: UuidText,
  name: Schema.String,
  description: Schema.NullOr(Schema.String),
  enabled: Schema.Boolean,
  public: Schema.Boolean,
  exposed_to_agents: Schema.Boolean,
  output_modality: TaskHeader.fields.outputModality,
  task_run_visibility: TaskHeader.fields.taskRunVisibility,
  project_id: UuidText,
  created: MomentText,
  modified: Schema.NullOr(MomentText),
  deleted: Schema.NullOr(MomentText),
  revisions: Schema.Array(TaskRevisionAnswer).annotate({ description: "oldest first" }),
  access_token: Schema.NullOr(Schema.String).annotate({ description: "a secret of the owning project" }),
  active_revisions: Schema.Array(
    Schema.Struct({ task_revision_id: UuidText, weight: Schema.Finite }).annotate({ identifier: "TaskActiveRevision" })
  ),
  cloned_from_task_revision_id: Schema.NullOr(UuidText),
  tags: Schema.Array(TagAnswer),
  shared_with_project: Schema.Boolean
}).annotate({ identifier: "Task" })
export interface TaskAnswer extends Schema.Schema.Type<typeof TaskAnswer> {}
