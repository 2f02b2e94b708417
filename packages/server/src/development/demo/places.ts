import { CustomShortId, OrganizationId, ProjectId, type Target } from "@offshoot/core"

const organizationId = OrganizationId.make("01998a3e-5c00-7a10-8000-0000000000a0")

/** The project that has the demo's task. */
export const source: Target = {
  organizationId,
  projectId: ProjectId.make("01998a3e-5c00-7a10-8000-0000000000b1")
}

/** The project that clones go to. */
export const target: Target = {
  organizationId,
  projectId: ProjectId.make("01998a3e-5c00-7a10-8000-0000000000b2")
}

/** The share of the task's second revision. */
export const shortId = CustomShortId.make("Demo")
