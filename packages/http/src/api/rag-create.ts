import { Rag, type TaskRevision, Uuid } from "@offshoot/core"
import { Schema } from "effect"
import { nullable, withDefault } from "./optional.ts"
import { uuid } from "./uuid.ts"

const [{ fields: config }] = Rag.fields.ragConfig.members

/** Where a new revision looks knowledge up. */
export const RagCreate = Schema.Struct({
  collection_id: uuid(Uuid),
  rag_config: nullable(
    Schema.Struct({
      rewrite_mode: withDefault(config.rewriteMode, "single_query"),
      candidate_k: withDefault(config.candidateK, 12),
      final_k: withDefault(config.finalK, 5),
      include_sources: withDefault(config.includeSources, true),
      max_context_tokens: withDefault(config.maxContextTokens, 4000),
      max_context_chunks: withDefault(config.maxContextChunks, 5),
      context_instruction: nullable(config.contextInstruction.members[0])
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
