import { Effect } from "effect"
import { type HttpServerRequest, HttpServerResponse } from "effect/http"
import { withRequestId } from "../request-id.ts"
import { failWithProblem } from "./fail-with-problem.ts"
import { type Problem, problemContentType } from "./problem.ts"
import type { Failure } from "./table.ts"

/** A problem as the whole answer. */
export const responseOf = (problem: Problem) =>
  HttpServerResponse.jsonUnsafe(problem, { status: problem.status, contentType: problemContentType })

/** The whole answer to what no operation of the API is there to refuse. */
export const problemResponse = (
  failure: Failure
): Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest> =>
  withRequestId(Effect.catch(failWithProblem(failure), (problem) => Effect.succeed(responseOf(problem))))
