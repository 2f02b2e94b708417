import type { Draft, Task } from "@offshoot/core"
import type * as fc from "fast-check"
import { task } from "./task.ts"

/** A planned clone without tags, which a store would have to know first. */
export const draft = (): fc.Arbitrary<Draft> => task({ bound: false }).map(draftOf)

/** A draft that a task could have been: its first revision alone, live, without tags. */
export const draftOf = ({ name, revisions: [first], ...rest }: Task): Draft => ({
  ...rest,
  wantedName: name,
  accessToken: null,
  tags: [],
  revisions: [{ ...first, test: false, tags: [] }],
  activeRevisions: [{ taskRevisionId: first.id, weight: 1 }]
})
