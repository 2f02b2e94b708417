import { Effect } from "effect"
import type { Caller } from "../domain/caller.ts"
import { PermissionDenied } from "../domain/errors.ts"
import type { Permission } from "../domain/permission.ts"
import type { Target } from "../domain/target.ts"
import { Permissions } from "../ports/permissions.ts"

/** The first step of every use case: a caller without the permission learns nothing about what there is. */
export const authorize = Effect.fnUntraced(function* (caller: Caller, permission: Permission, target: Target) {
  const permissions = yield* Permissions
  const allowed = yield* permissions.allows({ caller, permission, target })
  if (!allowed) return yield* new PermissionDenied({ permission })
})
