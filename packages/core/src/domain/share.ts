import { Schema } from "effect"
import { Identity } from "./caller.ts"
import { ProjectId, ShareId, ShortId, TaskId, TaskRevisionId, Uuid } from "./identifiers.ts"
import { TaskHeader, TaskRevision } from "./task.ts"
import { Text } from "./text.ts"
import { Timestamp } from "./timestamp.ts"

/** A link, named by a short id, that pins one revision of one task. */
export const Share = Schema.Struct({
  id: ShareId,
  shortId: ShortId,
  projectId: ProjectId.annotate({ description: "the source's project" }),
  taskId: TaskId,
  taskRevisionId: TaskRevisionId.annotate({ description: "the pinned revision" }),
  taskRunId: Schema.NullOr(Uuid).annotate({ description: "a run shown with the share; kept, not interpreted" }),
  title: Schema.NullOr(Text),
  description: Schema.NullOr(Text),
  active: Schema.Boolean.annotate({ description: "false once revoked, for good" }),
  expiresAt: Schema.NullOr(Timestamp),
  viewsCount: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
  created: Timestamp,
  createdBy: Identity,
  modified: Timestamp
})
export interface Share extends Schema.Schema.Type<typeof Share> {}

/** A share as stored, with all that a clone needs of its source: the task, and the pinned revision. */
export const SharedTask = Schema.Struct({ share: Share, task: TaskHeader, revision: TaskRevision })
export interface SharedTask extends Schema.Schema.Type<typeof SharedTask> {}
