import { OrganizationId, ProjectId, ShareId, ShortId, TagId, type Target, TaskId } from "@offshoot/core"
import { uuid } from "./uuid.ts"

/** Where the API begins, below the mount prefix. */
export const basePath = "/api/v1"

export const projectPath = "/org/:org_id/project/:project_id"

/** The address of a task, for links; `url` is the site's. */
export const taskAddress = (url: string, { organizationId, projectId }: Target, id: TaskId): string =>
  `${url}${basePath}/org/${organizationId}/project/${projectId}/task/${id}`

/** Where a share is read without login. */
export const publicSharePath = "/public/task_share/:short_id"

export const publicShareAddress = (url: string, shortId: ShortId): string =>
  `${url}${basePath}/public/task_share/${shortId}`

/** The parameters in paths and queries. */
export const parameters = {
  org_id: uuid(OrganizationId),
  project_id: uuid(ProjectId),
  task_id: uuid(TaskId),
  share_id: uuid(ShareId),
  tag_id: uuid(TagId),
  short_id: ShortId
}

export const targetOf = (params: { readonly org_id: OrganizationId; readonly project_id: ProjectId }): Target => ({
  organizationId: params.org_id,
  projectId: params.project_id
})
