import { Context, type Effect, type Option } from "effect"
import type { Fault, Unavailable } from "../domain/errors.ts"
import type { ShortId } from "../domain/identifiers.ts"
import type { SharedTask } from "../domain/share.ts"

/** Reads shares. */
export class Shares extends Context.Service<
  Shares,
  {
    /**
     * The share as stored, revoked and expired ones and those of deleted tasks too, with its task, pinned revision and tags
     * as they are together at one moment; none if there is no such share. Applies no rule, and never answers from a cache
     * or a replica, but for what never changes of a revision: a revocation holds for every call that starts after it was
     * answered.
     */
    readonly find: (shortId: ShortId) => Effect.Effect<Option.Option<SharedTask>, Unavailable | Fault>
  }
>()("@offshoot/core/Shares") {}
