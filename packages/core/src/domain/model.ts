import { Schema } from "effect"
import { ModelId } from "./identifiers.ts"
import type { TaskRevision } from "./task.ts"
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

/** The models that revisions name, each once. */
export const modelIds = (
  revisions: ReadonlyArray<Pick<TaskRevision, "llmModelId" | "fallbackLlmModelId">>
): ReadonlySet<ModelId> =>
  new Set(
    revisions.flatMap(({ fallbackLlmModelId, llmModelId }) =>
      fallbackLlmModelId === null ? [llmModelId] : [llmModelId, fallbackLlmModelId]
    )
  )
