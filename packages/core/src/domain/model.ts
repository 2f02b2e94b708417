import { Schema } from "effect"
import { ModelId } from "./identifiers.ts"
import { JsonObject, Text } from "./text.ts"
import { Timestamp } from "./timestamp.ts"

/** A language model that revisions name by its id; described here for answers, never a part of a task. */
export const Model = Schema.Struct({
  id: ModelId,
  provider: Text,
  vendor: Text,
  name: Text,
  alias: Text,
  description: Text,
  supportsVision: Schema.Boolean,
  supportsImageOutput: Schema.Boolean,
  supportsPdfVision: Schema.Boolean,
  supportsToolCalling: Schema.Boolean,
  supportsContextCaching: Schema.Boolean,
  maxContextWindow: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({ description: "in tokens" }),
  modelParams: Schema.NullOr(JsonObject),
  created: Timestamp
})
export interface Model extends Schema.Schema.Type<typeof Model> {}
