import { Schema } from "effect"
import { ProjectId, TagId } from "./identifiers.ts"
import type { Target } from "./target.ts"
import { Text } from "./text.ts"
import { Timestamp } from "./timestamp.ts"

/** A label for tasks or for revisions; it belongs to a project, or is global. */
export const Tag = Schema.Struct({
  id: TagId,
  name: Text,
  description: Schema.NullOr(Text),
  parentId: Schema.NullOr(TagId),
  entityType: Schema.Literals(["task", "task_revision"]),
  projectId: Schema.NullOr(ProjectId).annotate({ description: "null: global, valid in every project" }),
  created: Timestamp
})
export interface Tag extends Schema.Schema.Type<typeof Tag> {}

/** Whether a tag may be put on what belongs to the target's project: its own tags, and global ones. */
export const isValidIn =
  (target: Pick<Target, "projectId">) =>
  (tag: Tag): boolean =>
    tag.projectId === null || tag.projectId === target.projectId
