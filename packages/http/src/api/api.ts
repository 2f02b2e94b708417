import { HttpApi, OpenApi } from "effect/http-api"
import { HealthApi } from "./health-api.ts"
import { PublicApi } from "./public-api.ts"
import { SharesApi } from "./shares-api.ts"
import { TasksApi } from "./tasks-api.ts"

/** All that Offshoot serves: what the handlers fill, the client is derived from, and the OpenAPI document shows. */
export class OffshootApi extends HttpApi.make("offshoot")
  .add(TasksApi, SharesApi, PublicApi, HealthApi)
  .annotate(HttpApi.PayloadParseOptions, { errors: "all" })
  .annotate(HttpApi.ParamsParseOptions, { errors: "all" })
  .annotate(HttpApi.QueryParseOptions, { errors: "all" })
  .annotateMerge(OpenApi.annotations({ title: "Offshoot", version: "0.1.0" })) {}
