import { Context, type Effect } from "effect"
import type { Caller } from "../domain/caller.ts"
import type { Fault, Unavailable } from "../domain/errors.ts"
import type { Permission } from "../domain/permission.ts"
import type { Target } from "../domain/target.ts"

/** Who may do what in which project. */
export class Permissions extends Context.Service<
  Permissions,
  {
    /**
     * True only if the project belongs to the organization *and* the caller has the permission on the project. What cannot be
     * told is `Unavailable` or a `Fault`: never a yes, and never a no.
     */
    readonly allows: (question: {
      readonly caller: Caller
      readonly permission: Permission
      readonly target: Target
    }) => Effect.Effect<boolean, Unavailable | Fault>
  }
>()("@offshoot/core/Permissions") {}
