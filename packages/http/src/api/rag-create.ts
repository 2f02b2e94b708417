import { type TaskRevision, Text, Uuid } from "@offshoot/core"
import { Schema } from "effect"
import { nullable, withDefault } from "./optional.ts"
import { RewriteMode } from "./revision-fields.ts"
import { uuid } from "./uuid.ts"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

/** Where a new revision looks knowledge up. */
export const RagCreate = Schema.Struct({
  collection_id: uuid(Uuid),
  rag_config: nullable(
    Schema.Struct({
      rewrite_mode: withDefault(RewriteMode, "single_query"),
      candidate_k: withDefault(between(1, 50), 12),
      final_k: withDefault(between(1, 20), 5),
      include_sources: withDefault(Schema.Boolean, true),
      max_context_tokens: withDefault(between(256, 16_000), 4000),
      max_context_chunks: withDefault(between(1, 20), 5),
      context_instruction: nullable(Text.check(Schema.isMaxCodePoints(500)))
    }).annotate({ identifier: "TaskRAGConfig" })
  )
}).annotate({ identifier: "TaskRAG" })

export const ragOf = ({ collection_id, rag_config }: typeof RagCreate.Type): TaskRevision["rag"] => ({
  collectionId: collection_id,
  ragConfig:
    rag_config === null
      ? null
      : {
          rewriteMode: rag_config.rewrite_mode,
          candidateK: rag_config.candidate_k,
          finalK: rag_config.final_k,
          includeSources: rag_config.include_sources,
          maxContextTokens: rag_config.max_context_tokens,
          maxContextChunks: rag_config.max_context_chunks,
          contextInstruction: rag_config.context_instruction
        }
})
