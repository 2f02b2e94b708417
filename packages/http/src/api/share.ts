import { Schema } from "effect"
import { MomentText } from "./moment.ts"
import { TagAnswer } from "./tag.ts"
import { UuidText } from "./uuid.ts"

export const ShareAnswer = Schema.Struct({
  id: UuidText,
  task_id: UuidText,
  task_revision_id: UuidText,
  task_run_id: Schema.NullOr(UuidText),
  task_name: Schema.String,
  user_id: UuidText.annotate({ description: "the author: the subject if it is a UUID, else a UUIDv5 of the identity" }),
  short_id: Schema.String,
  share_url: Schema.String,
  title: Schema.NullOr(Schema.String),
  description: Schema.NullOr(Schema.String),
  expires_at: Schema.NullOr(MomentText),
  views_count: Schema.Int,
  active: Schema.Boolean,
  created: MomentText,
  modified: MomentText,
  tags: Schema.Array(TagAnswer)
}).annotate({ identifier: "TaskShare" })
export interface ShareAnswer extends Schema.Schema.Type<typeof ShareAnswer> {}
