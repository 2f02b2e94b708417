import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { ProblemAnswers } from "../problems/answers.ts"
import { problemsOf } from "../problems/problem.ts"

const HealthAnswer = Schema.Struct({ status: Schema.Literal("ok") }).annotate({ identifier: "Health" })

const live = HttpApiEndpoint.get("getLiveness", "/live", { success: HealthAnswer }).annotate(
  OpenApi.Summary,
  "Whether the process runs"
)

const ready = HttpApiEndpoint.get("getReadiness", "/ready", {
  success: HealthAnswer,
  error: problemsOf("Unavailable", "Fault")
}).annotate(OpenApi.Summary, "Whether requests can be answered now")

/** For what watches the service. */
export class HealthApi extends HttpApiGroup.make("health", { topLevel: true })
  .add(live, ready)
  .prefix("/health")
  .middleware(ProblemAnswers)
  .annotate(OpenApi.Title, "Health") {}
