import { Tag } from "@offshoot/core"
import { Schema } from "effect"
import { MomentText } from "./moment.ts"
import { UuidText } from "./uuid.ts"

export const TagAnswer = Schema.Struct({
  id: UuidText,
  name: Schema.String,
  description: Schema.NullOr(Schema.String),
  parent_id: Schema.NullOr(UuidText),
  entity_type: Tag.fields.entityType,
  project_id: Schema.NullOr(UuidText),
  created_at: MomentText,
  children: Schema.Array(UuidText).annotate({ description: "always empty here: tags are answered flat" }),
  is_project_tag: Schema.Boolean,
  is_global_tag: Schema.Boolean,
  tagged_entities: Schema.Array(UuidText).annotate({ description: "always empty here" })
}).annotate({ identifier: "Tag" })
export interface TagAnswer extends Schema.Schema.Type<typeof TagAnswer> {}
