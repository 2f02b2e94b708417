import { type Share, type Task, userId } from "@offshoot/core"
import { Effect } from "effect"
import { momentText } from "../api/moment.ts"
import { publicShareAddress } from "../api/paths.ts"
import type { ShareAnswer } from "../api/share.ts"
import type { Site } from "../site.ts"

/** A share as its project sees it. */
export const shareView = (
  { share, task }: { readonly share: Share; readonly task: Task },
  site: Site["Service"]
): Effect.Effect<ShareAnswer> =>
  Effect.map(userId(share.createdBy), (author) => ({
    id: share.id,
    task_id: share.taskId,
    task_revision_id: share.taskRevisionId,
    task_run_id: share.taskRunId,
    task_name: task.name,
    user_id: author,
    short_id: share.shortId,
    share_url: publicShareAddress(site.url, share.shortId),
    title: share.title,
    description: share.description,
    expires_at: share.expiresAt === null ? null : momentText(share.expiresAt),
    views_count: share.viewsCount,
    active: share.active,
    created: momentText(share.created),
    modified: momentText(share.modified),
    tags: []
  }))
