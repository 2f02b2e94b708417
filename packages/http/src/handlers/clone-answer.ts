import { type Caller, cloneSharedTask, type Fault, Unavailable } from "@offshoot/core"
import { Effect } from "effect"
import { basePath, targetOf } from "../api/paths.ts"
import type { CloneHeaders, CloneParams } from "../api/tasks-api.ts"
import { Site } from "../site.ts"
import { ModelCatalogue } from "./model-catalogue.ts"
import { taskView } from "./task-view.ts"

/** Clones, and describes the new task with its address. */
export const cloneAnswer = Effect.gen(function* () {
  const site = yield* Site
  const models = yield* ModelCatalogue
  return Effect.fnUntraced(function* (
    caller: Caller,
    params: typeof CloneParams.Type,
    headers: typeof CloneHeaders.Type
  ) {
    const key = headers["idempotency-key"]
    const task = yield* cloneSharedTask({
      caller,
      target: targetOf(params),
      shortId: params.short_id,
      ...(key === undefined ? {} : { idempotencyKey: key })
    })
    const describe = yield* Effect.mapError(models.of(task.revisions), orUnknown)
    const location = `${site.url}${basePath}/org/${params.org_id}/project/${params.project_id}/task/${task.id}`
    return { body: taskView(task, describe), headers: { location } }
  })
})

/** The task is stored: a model that can not be described now must not make its caller believe that it is not. */
export const orUnknown = (cause: Unavailable | Fault) =>
  new Unavailable({ dependency: cause.dependency, operation: cause.operation, outcome: "unknown", cause })
