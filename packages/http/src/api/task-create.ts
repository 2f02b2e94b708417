import {
  JsonObject,
  ModelId,
  type NewTask,
  TagId,
  TaskHeader,
  TaskName,
  TaskRevision,
  Text,
  Uuid
} from "@offshoot/core"
import { Schema } from "effect"
import { nullable, withDefault } from "./optional.ts"
import { OutputFormat, outputFormatOf } from "./output-format.ts"
import { RagCreate, ragOf } from "./rag-create.ts"
import { uuid } from "./uuid.ts"

/** The published pattern, widened by the ` (n)` that clone itself adds; the rest of the rule is the core's. */
const Name = TaskName.check(
  Schema.isPattern(/^[a-zA-Z0-9\- ]+( \([1-9][0-9]{0,8}\))?$/u, {
    expected: "letters, digits, hyphens and spaces, and at most one (n) at the end"
  })
).annotate({ identifier: "NewTaskName" })

const Ids = <Id extends Schema.Codec<string, string>>(id: Id) => withDefault(Schema.Array(uuid(id)), [])

/** What a client says of a new task and its first revision; members that are not here are ignored. */
export const TaskCreate = Schema.Struct({
  name: Name,
  description: nullable(Text),
  enabled: Schema.Boolean,
  public: withDefault(Schema.Boolean, false),
  exposed_to_agents: withDefault(Schema.Boolean, false),
  output_modality: withDefault(TaskHeader.fields.outputModality, "json"),
  task_run_visibility: withDefault(TaskHeader.fields.taskRunVisibility, "owner_only"),
  system_prompt: Text,
  user_prompt: Text,
  llm_model_id: uuid(ModelId),
  llm_config: withDefault(JsonObject, {}),
  output_format: nullable(OutputFormat),
  file_input_mode: withDefault(TaskRevision.fields.fileInputMode, "none"),
  optimise_images: withDefault(Schema.Boolean, true),
  test: withDefault(Schema.Boolean, false),
  input_processors: withDefault(
    Schema.Array(Schema.Struct({ param_name: Text, input_processor: Text, config: nullable(JsonObject) })),
    []
  ),
  annotation: nullable(TaskRevision.fields.annotation.members[0]),
  fallback_llm_model_id: nullable(uuid(ModelId)),
  fallback_llm_config: nullable(JsonObject),
  tool_choice: nullable(TaskRevision.fields.toolChoice.members[0]),
  rag: nullable(RagCreate),
  task_forwarder_id: nullable(uuid(Uuid)),
  task_mcp_tool_ids: Ids(Uuid),
  integration_tool_ids: Ids(Uuid),
  tags: nullable(Schema.Array(uuid(TagId))),
  revision_tags: nullable(Schema.Array(uuid(TagId)))
}).annotate({ identifier: "TaskCreate" })

export const newTaskOf = (content: typeof TaskCreate.Type): NewTask => ({
  header: {
    name: content.name,
    description: content.description,
    enabled: content.enabled,
    public: content.public,
    exposedToAgents: content.exposed_to_agents,
    outputModality: content.output_modality,
    taskRunVisibility: content.task_run_visibility
  },
  revision: {
    test: content.test,
    systemPrompt: content.system_prompt,
    userPrompt: content.user_prompt,
    llmModelId: content.llm_model_id,
    llmConfig: content.llm_config,
    outputFormat: content.output_format === null ? null : outputFormatOf(content.output_format),
    fileInputMode: content.file_input_mode,
    optimiseImages: content.optimise_images,
    inputProcessors: content.input_processors.map(({ config, input_processor, param_name }) => ({
      paramName: param_name,
      inputProcessor: input_processor,
      config
    })),
    annotation: content.annotation,
    fallbackLlmModelId: content.fallback_llm_model_id,
    fallbackLlmConfig: content.fallback_llm_config,
    toolChoice: content.tool_choice,
    rag: content.rag === null ? null : ragOf(content.rag),
    taskForwarderId: content.task_forwarder_id,
    taskMcpToolIds: content.task_mcp_tool_ids,
    integrationToolIds: content.integration_tool_ids
  },
  tagIds: content.tags ?? [],
  revisionTagIds: content.revision_tags ?? []
})
