import { Model } from "@offshoot/core"
import { Schema } from "effect"
import { MomentText } from "./moment.ts"
import { UuidText } from "./uuid.ts"

export const ModelAnswer = Schema.Struct({
  id: UuidText,
  provider: Schema.String,
  vendor: Schema.String,
  name: Schema.String,
  alias: Schema.String,
  description: Schema.String,
  supports_vision: Schema.Boolean,
  supports_image_output: Schema.Boolean,
  supports_pdf_vision: Schema.Boolean,
  supports_tool_calling: Schema.Boolean,
  supports_context_caching: Schema.Boolean,
  max_context_window: Model.fields.maxContextWindow,
  model_params: Schema.NullOr(Schema.JsonObject),
  created: Schema.NullOr(MomentText)
}).annotate({ identifier: "LLMModel" })
export interface ModelAnswer extends Schema.Schema.Type<typeof ModelAnswer> {}
