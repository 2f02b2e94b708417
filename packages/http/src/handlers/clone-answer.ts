import { type Caller, cloneSharedTask, type Fault, Unavailable } from "@offshoot/core"
import { Effect } from "effect"
import { targetOf, taskAddress } from "../api/paths.ts"
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
    const target = targetOf(params)
    const task = yield* cloneSharedTask({
      caller,
      target,
      shortId: params.short_id,
      ...(key === undefined ? {} : { idempotencyKey: key })
    })
    const describe = yield* Effect.mapError(models.of(task.revisions), orUnknown)
    return { body: taskView(task, describe), headers: { location: taskAddress(site.url, target, task.id) } }
  })
})

/** The task is stored: a model that cannot be described now must not make its caller believe that it is not. */
export const orUnknown = (cause: Unavailable | Fault) =>
  new Unavailable({ dependency: cause.dependency, operation: cause.operation, outcome: "unknown", cause })
