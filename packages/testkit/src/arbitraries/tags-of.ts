import { type ProjectId, Tag } from "@offshoot/core"
import * as fc from "fast-check"
import { derived } from "./derived.ts"

const anyTag = derived(Tag)

/** The tags that a task, or a revision, of a project may carry: global ones and the project's, without parents. */
export const tagsOf = (projectId: ProjectId, entityType: Tag["entityType"]): fc.Arbitrary<ReadonlyArray<Tag>> =>
  fc.array(
    fc
      .tuple(anyTag, fc.constantFrom(null, projectId))
      .map(([tag, owner]): Tag => ({ ...tag, parentId: null, projectId: owner, entityType })),
    { maxLength: 3 }
  )
