import { CustomShortId, type NewShare, TaskRevisionId, Text, Uuid } from "@offshoot/core"
import { Schema } from "effect"
import { Moment } from "./moment.ts"
import { nullable } from "./optional.ts"
import { uuid } from "./uuid.ts"

/** What a client says of a new share; members that are not here are ignored. */
export const ShareCreate = Schema.Struct({
  title: nullable(Text),
  description: nullable(Text),
  expires_at: nullable(Moment),
  task_revision_id: nullable(uuid(TaskRevisionId)),
  task_run_id: nullable(uuid(Uuid)),
  custom_short_id: nullable(CustomShortId)
}).annotate({ identifier: "TaskShareCreate" })

export const newShareOf = (content: typeof ShareCreate.Type): NewShare => ({
  title: content.title,
  description: content.description,
  expiresAt: content.expires_at,
  taskRevisionId: content.task_revision_id,
  taskRunId: content.task_run_id,
  customShortId: content.custom_short_id
})
