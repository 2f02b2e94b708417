import { Refused } from "./refused.ts"
import type { SharedRow } from "./rows.ts"

/** The share, if it can be cloned into that project now. */
export const usable = (shared: SharedRow | undefined, target: string): SharedRow => {
  if (shared === undefined || shared.deleted !== null) throw new Refused(404, "share_not_found")
  if (!shared.active) throw new Refused(400, "share_revoked")
  if (shared.expires_at !== null && shared.expires_at.getTime() <= Date.now()) throw new Refused(400, "share_expired")
  const bound =
    shared.rag !== null ||
    shared.task_forwarder_id !== null ||
    shared.task_mcp_tool_ids.length > 0 ||
    shared.integration_tool_ids.length > 0
  if (bound && shared.project_id !== target) throw new Refused(422, "task_not_cloneable")
  return shared
}
