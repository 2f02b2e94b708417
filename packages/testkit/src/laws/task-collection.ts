import type { Law } from "./law.ts"
import { taskCollectionInserting } from "./task-collection-inserting.ts"
import { taskCollectionListing } from "./task-collection-listing.ts"
import type { TaskCollectionSubject } from "./task-collection-subject.ts"

/** What a collection of tasks promises. */
export const taskCollectionLaws: ReadonlyArray<Law<TaskCollectionSubject>> = [
  ...taskCollectionInserting,
  ...taskCollectionListing
]
