import { type ProjectId, Tag } from "@offshoot/core"
import * as fc from "fast-check"
import { derived } from "./derived.ts"

/** Any tag without a parent. */
export const tag: fc.Arbitrary<Tag> = derived(Tag).map((any) => ({ ...any, parentId: null }))

/** The tags that a task, or a revision, of a project may carry: global ones and the project's. */
export const tagsOf = (projectId: ProjectId, entityType: Tag["entityType"]): fc.Arbitrary<ReadonlyArray<Tag>> =>
  fc.array(
    fc
      .tuple(tag, fc.constantFrom(null, projectId))
      .map(([any, owner]): Tag => ({ ...any, projectId: owner, entityType })),
    { maxLength: 3 }
  )
