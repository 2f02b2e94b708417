import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { ProblemAnswers } from "../problems/answers.ts"
import { problemsOf } from "../problems/problem.ts"
import { basePath, parameters, publicSharePath } from "./paths.ts"
import { TaskAnswer } from "./task.ts"

const read = HttpApiEndpoint.get("getPublicTaskShare", publicSharePath, {
  params: { short_id: parameters.short_id },
  success: TaskAnswer,
  error: problemsOf("ShareNotFound", "ShareRevoked", "ShareExpired", "TooManyRequests", "Unavailable", "Fault")
}).annotate(OpenApi.Summary, "The shared revision of a task, for anybody with the link")

/** What needs no login. */
export class PublicApi extends HttpApiGroup.make("public", { topLevel: true })
  .add(read)
  .prefix(basePath)
  .middleware(ProblemAnswers)
  .annotate(OpenApi.Title, "Public") {}
