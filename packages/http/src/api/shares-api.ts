import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication.ts"
import { ProblemAnswers } from "../problems/answers.ts"
import { problemsOf } from "../problems/problem.ts"
import { basePath, parameters, projectPath } from "./paths.ts"
import { ShareAnswer } from "./share.ts"
import { ShareCreate } from "./share-create.ts"

const { org_id, project_id, share_id, task_id } = parameters

const create = HttpApiEndpoint.post("createTaskShare", "/task/:task_id/share", {
  params: { org_id, project_id, task_id },
  payload: ShareCreate,
  success: ShareAnswer,
  error: problemsOf(
    "PermissionDenied",
    "TaskNotFound",
    "RevisionNotFound",
    "InvalidShare",
    "ShortIdTaken",
    "Unavailable",
    "Fault"
  )
}).annotate(OpenApi.Summary, "Share one revision of a task")

const revoke = HttpApiEndpoint.delete("revokeTaskShare", "/task/:task_id/share/:share_id", {
  params: { org_id, project_id, task_id, share_id },
  success: ShareAnswer,
  error: problemsOf("PermissionDenied", "TaskNotFound", "ShareNotFound", "Unavailable", "Fault")
}).annotate(OpenApi.Summary, "End a share for good; it stays on record")

/** The shares of a task. */
export class SharesApi extends HttpApiGroup.make("shares", { topLevel: true })
  .add(create, revoke)
  .prefix(projectPath)
  .prefix(basePath)
  .middleware(Authentication)
  .middleware(ProblemAnswers)
  .annotate(OpenApi.Title, "Shares") {}
