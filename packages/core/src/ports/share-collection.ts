import { Context, type Effect, type Option } from "effect"
import type { Fault, Unavailable } from "../domain/errors.ts"
import type { ProjectId, ShareId, TaskId } from "../domain/identifiers.ts"
import type { Share } from "../domain/share.ts"
import type { Timestamp } from "../domain/timestamp.ts"

/** What the standalone service does with shares beside cloning from them. */
export class ShareCollection extends Context.Service<
  ShareCollection,
  {
    /** Stores a new share; `taken` if any share, revoked ones too, has its short id or its id. */
    readonly insert: (share: Share) => Effect.Effect<"inserted" | "taken", Unavailable | Fault>

    /**
     * Makes a share inactive, for good, and answers it; one that is inactive already is answered unchanged. None if the task
     * has no such share; whether the task is live is the core's to say.
     */
    readonly revoke: (share: {
      readonly projectId: ProjectId
      readonly taskId: TaskId
      readonly shareId: ShareId
      readonly now: Timestamp
    }) => Effect.Effect<Option.Option<Share>, Unavailable | Fault>

    /** Counts one public view of a share; changes nothing else of it. */
    readonly countView: (shareId: ShareId) => Effect.Effect<void, Unavailable | Fault>
  }
>()("@offshoot/core/ShareCollection") {}
