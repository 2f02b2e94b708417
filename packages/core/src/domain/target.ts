import { Schema } from "effect"
import { OrganizationId, ProjectId } from "./identifiers.ts"

/** The organization and the project that an operation is about; of a clone, those that receive it. */
export const Target = Schema.Struct({ organizationId: OrganizationId, projectId: ProjectId })
export interface Target extends Schema.Schema.Type<typeof Target> {}
