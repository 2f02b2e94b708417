import type { Pool } from "pg"
import type { ModelRow, SharedRow } from "./rows.ts"
import { findModels } from "./statements.ts"

/** For how long a description is kept in memory. */
const keptMilliseconds = 5 * 60 * 1000

/** Finds the models that a revision names; those that were asked for lately are kept in memory. */
export const describeModels = (pool: Pool) => {
  const kept = new Map<string, ModelRow>()
  let keptSince = Date.now()
  return async ({ fallback_llm_model_id, llm_model_id }: SharedRow): Promise<ReadonlyMap<string, ModelRow>> => {
    if (Date.now() - keptSince > keptMilliseconds) {
      kept.clear()
      keptSince = Date.now()
    }
    const wanted = [llm_model_id, fallback_llm_model_id].filter((id) => id !== null && !kept.has(id))
    if (wanted.length > 0) {
      const found = await pool.query<ModelRow>({ ...findModels, values: [wanted] })
      for (const model of found.rows) kept.set(model.id, model)
    }
    return kept
  }
}
