import { grants, Permissions } from "@offshoot/core"
import { Effect } from "effect"
import { roleKey, type State } from "./state.ts"

/** The permissions that the roles of a memory store grant. */
export const memoryPermissions = (state: State): Permissions["Service"] =>
  Permissions.of({
    allows: ({ caller, permission, target: { organizationId, projectId } }) =>
      Effect.sync(() => {
        const role = state.roles.get(roleKey(projectId, caller))
        return state.projects.get(projectId) === organizationId && role !== undefined && grants(role, permission)
      })
  })
