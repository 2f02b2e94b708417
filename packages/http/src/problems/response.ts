import { Effect } from "effect"
import { type HttpServerRequest, HttpServerResponse } from "effect/http"
import { withRequestId } from "../request-id.ts"
import { type Problem, problemContentType } from "./problem.ts"
import { refuse } from "./refuse.ts"
import type { Refusal } from "./table.ts"

/** A problem as the whole answer. */
export const responseOf = (problem: Problem) =>
  HttpServerResponse.jsonUnsafe(problem, { status: problem.status, contentType: problemContentType })

/** The whole answer to what no operation of the API is there to refuse. */
export const problemResponse = (
  refusal: Refusal
): Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest> =>
  withRequestId(Effect.catch(refuse(refusal), (problem) => Effect.succeed(responseOf(problem))))
