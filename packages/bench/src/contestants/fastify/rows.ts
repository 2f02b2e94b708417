/** Rows as `pg` answers them. */
export interface SharedRow {
  readonly active: boolean
  readonly expires_at: Date | null
  readonly deleted: Date | null
  readonly project_id: string
  readonly task_id: string
  readonly task_revision_id: string
  readonly name: string
  readonly stem: string
  readonly ordinal: number
  readonly description: string | null
  readonly output_modality: string
  readonly task_run_visibility: string
  readonly system_prompt: string
  readonly user_prompt: string
  readonly llm_model_id: string
  readonly llm_config: unknown
  readonly output_format: unknown
  readonly file_input_mode: string
  readonly optimise_images: boolean
  readonly input_processors: ReadonlyArray<{
    readonly paramName: string
    readonly inputProcessor: string
    readonly config: unknown
  }>
  readonly annotation: string | null
  readonly fallback_llm_model_id: string | null
  readonly fallback_llm_config: unknown
  readonly tool_choice: string | null
  readonly rag: unknown
  readonly task_forwarder_id: string | null
  readonly task_mcp_tool_ids: ReadonlyArray<string>
  readonly integration_tool_ids: ReadonlyArray<string>
}

export interface ModelRow {
  readonly id: string
  readonly created: Date
}

/** What a clone writes beside what it copies. */
export interface ClonedRow {
  readonly project_id: string
  readonly task_id: string
  readonly revision_id: string
  readonly name: string
  readonly created: Date
}
