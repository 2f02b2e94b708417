import { Layer } from "effect"
import type { HttpApi, HttpApiGroup } from "effect/http-api"
import type { OffshootApi } from "../api/api.ts"
import type { HealthApi } from "../api/health-api.ts"
import type { PublicApi } from "../api/public-api.ts"
import type { SharesApi } from "../api/shares-api.ts"
import type { TasksApi } from "../api/tasks-api.ts"
import { Authentication } from "../authentication.ts"
import { healthHandlers } from "../handlers/health.ts"
import { ModelCatalogue } from "../handlers/model-catalogue.ts"
import { publicHandlers } from "../handlers/public.ts"
import { sharesHandlers } from "../handlers/shares.ts"
import { tasksHandlers } from "../handlers/tasks.ts"
import { ProblemAnswers } from "../problems/answers.ts"
import { PublicReads } from "../public-reads.ts"

export type OffshootGroups = typeof TasksApi | typeof SharesApi | typeof PublicApi | typeof HealthApi

/**
 * The handlers of Offshoot's groups inside a host's own HttpApi, to which `addHttpApi(OffshootApi)` added them.
 *
 * @example
 * class HostApi extends HttpApi.make("host").add(HostGroup).addHttpApi(OffshootApi) {}
 * HttpApiBuilder.layer(HostApi).pipe(Layer.provide([hostHandlers, layerHandlers(HostApi)]))
 */
export const layerHandlers = <Id extends string, Groups extends HttpApiGroup.Constraint>(
  api: HttpApi.HttpApi<Id, Groups>
) => {
  // The host's API has these groups under the same names: only its id and prefix may be others.
  const own = api as unknown as typeof OffshootApi
  const handlers = Layer.mergeAll(
    tasksHandlers(own),
    sharesHandlers(own),
    publicHandlers(own),
    healthHandlers(own)
  ).pipe(
    Layer.provide([ModelCatalogue.layer, PublicReads.layer]),
    Layer.provide([Authentication.layer, ProblemAnswers.layer])
  )
  return handlers as unknown as Layer.Layer<
    HttpApiGroup.ToService<Id, OffshootGroups>,
    never,
    Layer.Services<typeof handlers>
  >
}
