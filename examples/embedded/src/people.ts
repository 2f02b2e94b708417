import { type Caller, OrganizationId, ProjectId, type Target } from "@offshoot/core"

/** Who is asking, as this host's own login found out. */
export const ann: Caller = { issuer: "our own login", kind: "user", subject: "ann", scopes: [] }

/** Where Ann's clones go. */
export const ours: Target = {
  organizationId: OrganizationId.make("0197a1c0-0000-7000-8000-000000000001"),
  projectId: ProjectId.make("0197a1c0-0000-7000-8000-000000000002")
}
