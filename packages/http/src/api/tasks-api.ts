import { IdempotencyKey, TaskId } from "@offshoot/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication.ts"
import { ProblemAnswers } from "../problems/answers.ts"
import { problemsOf } from "../problems/problem.ts"
import { basePath, parameters, projectPath } from "./paths.ts"
import { Flag, PageLimit, parameterTypes } from "./query.ts"
import { TaskAnswer } from "./task.ts"
import { TaskCreate } from "./task-create.ts"
import { TaskPageAnswer } from "./task-page.ts"
import { uuid } from "./uuid.ts"

const { org_id, project_id, short_id, tag_id, task_id } = parameters

const failuresOfAll = ["PermissionDenied", "Unavailable", "Fault"] as const
const refusalsOfClone = ["ShareNotFound", "ShareRevoked", "ShareExpired", "TaskNotCloneable", "NamesExhausted"] as const

/** What a request to clone says in its path and headers. */
export const CloneParams = Schema.Struct({ org_id, project_id, short_id })
export const CloneHeaders = Schema.Struct({ "idempotency-key": Schema.optionalKey(IdempotencyKey) })

const clone = HttpApiEndpoint.post("cloneSharedTask", "/task/clone/:short_id", {
  params: CloneParams,
  headers: CloneHeaders,
  success: HttpApiSchema.WithHeaders(TaskAnswer, {
    location: Schema.String.annotate({ description: "the address of the new task" })
  }),
  error: problemsOf(...failuresOfAll, ...refusalsOfClone, "TaskNotFound")
})
  .annotate(OpenApi.Summary, "Clone a shared task into this project")
  .annotate(
    OpenApi.Description,
    "A body is ignored. With an Idempotency-Key the same request is the same task, however often it is sent."
  )

const preview = HttpApiEndpoint.get("previewClone", "/task/clone/:short_id/preview", {
  params: { org_id, project_id, short_id },
  success: TaskAnswer,
  error: problemsOf(...failuresOfAll, ...refusalsOfClone)
}).annotate(OpenApi.Summary, "The task that a clone would be now; nothing is stored")

const create = HttpApiEndpoint.post("createTask", "/task", {
  params: { org_id, project_id },
  payload: TaskCreate,
  success: TaskAnswer,
  error: problemsOf(...failuresOfAll, "NameTaken", "ReferenceNotFound")
}).annotate(OpenApi.Summary, "Create a task with its first revision")

const list = HttpApiEndpoint.get("listTasks", "/task", {
  params: { org_id, project_id },
  query: {
    name: Schema.optionalKey(Schema.String),
    tag_id: Schema.optionalKey(tag_id),
    created_by_me: Flag,
    include_tests: Flag,
    cursor: Schema.optionalKey(uuid(TaskId)),
    page_limit: PageLimit
  },
  success: TaskPageAnswer,
  error: problemsOf(...failuresOfAll, "TaskNotFound")
})
  .annotate(OpenApi.Summary, "A page of the project's tasks, newest first")
  .annotate(OpenApi.Transform, parameterTypes)

const get = HttpApiEndpoint.get("getTask", "/task/:task_id", {
  params: { org_id, project_id, task_id },
  query: { include_tests: Flag, revision_tag_id: Schema.optionalKey(tag_id) },
  success: TaskAnswer,
  error: problemsOf(...failuresOfAll, "TaskNotFound")
})
  .annotate(OpenApi.Summary, "A task with its revisions")
  .annotate(OpenApi.Transform, parameterTypes)

/** Tasks of a project: cloned, previewed, created and read. */
export class TasksApi extends HttpApiGroup.make("tasks", { topLevel: true })
  .add(clone, preview, create, list, get)
  .prefix(projectPath)
  .prefix(basePath)
  .middleware(Authentication)
  .middleware(ProblemAnswers)
  .annotate(OpenApi.Title, "Tasks") {}
