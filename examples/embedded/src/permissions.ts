import type { Host } from "@offshoot/core/promise"
import { ann, ours } from "./people.ts"

/** This host's own rule: Ann may do anything in her project, and nobody anything else. */
export const permissions: Host["permissions"] = {
  allows: ({ caller, target }) =>
    caller.issuer === ann.issuer &&
    caller.kind === ann.kind &&
    caller.subject === ann.subject &&
    target.organizationId === ours.organizationId &&
    target.projectId === ours.projectId
}
