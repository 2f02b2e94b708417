import { Effect } from "effect"
import { type HttpServerRequest, HttpServerResponse } from "effect/http"
import { type Problem, problemContentType } from "./api/problem.ts"
import type { Refusal } from "./refusal.ts"
import { refuse } from "./refuse.ts"
import { withRequestId } from "./request-id.ts"

/** A problem as the whole answer. */
export const responseOf = (problem: Problem) =>
  HttpServerResponse.jsonUnsafe(problem, { status: problem.status, contentType: problemContentType })

/** The whole answer to what no operation of the API is there to refuse. */
export const problemResponse = (
  refusal: Refusal
): Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest> =>
  withRequestId(Effect.catch(refuse(refusal), (problem) => Effect.succeed(responseOf(problem))))
