import { Context, type Effect } from "effect"
import type { Fault, Unavailable } from "../domain/errors.ts"
import type { TagId } from "../domain/identifiers.ts"
import type { Tag } from "../domain/tag.ts"

/** Reads tags. */
export class Tags extends Context.Service<
  Tags,
  {
    /** The tags with these ids, of any project; unknown ones are left out. Whether they are valid is the core's to say. */
    readonly find: (ids: ReadonlyArray<TagId>) => Effect.Effect<ReadonlyArray<Tag>, Unavailable | Fault>
  }
>()("@offshoot/core/Tags") {}
