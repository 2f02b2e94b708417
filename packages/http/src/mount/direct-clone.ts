import { Authenticator, Fault } from "@offshoot/core"
import { Context, Effect, Option, Schema } from "effect"
import { HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import { CloneHeaders, CloneParams, TasksApi } from "../api/tasks-api.ts"
import { Authentication, bearerToken } from "../authentication.ts"
import { cloneAnswer } from "../handlers/clone-answer.ts"
import { onPorts, ports } from "../ports.ts"
import { failWithProblem } from "../problems/fail-with-problem.ts"
import { responseOf } from "../problems/response.ts"
import type { Failure } from "../problems/table.ts"
import { withRequestId } from "../request-id.ts"

const endpoint = TasksApi.endpoints.cloneSharedTask
const decodeParams = Schema.decodeUnknownOption(CloneParams)
const decodeHeaders = Schema.decodeUnknownOption(CloneHeaders)
const isDeclared = Schema.is(Schema.Union([...endpoint.error, ...Authentication.error]))

/**
 * Makes the API's route of the clone answer by itself, as the API would: the API's layers are a quarter of what a clone
 * costs the service (decision 10). A request that does not decode is left to the API, which says what is wrong with it.
 */
export const directClone = Effect.gen(function* () {
  const clone = yield* cloneAnswer
  const { authenticate } = yield* Authenticator
  const on = onPorts(yield* ports)

  const answerTo = (params: typeof CloneParams.Type, headers: typeof CloneHeaders.Type) =>
    Effect.gen(function* () {
      const caller = yield* Effect.flatMap(bearerToken, authenticate)
      const answer = yield* clone(caller, params, headers)
      // Not encoded by its schema: what is stored is better answered oddly than not at all.
      const body = JSON.stringify(answer.body)
      return HttpServerResponse.text(body, { contentType: "application/json", headers: answer.headers })
    }).pipe(
      Effect.catch(declared),
      Effect.catchDefect((cause) =>
        failWithProblem(new Fault({ dependency: "http", operation: endpoint.identifier, cause }))
      ),
      Effect.withErrorReporting,
      Effect.catch((problem) => Effect.succeed(responseOf(problem))),
      withRequestId,
      on
    )

  return (route: HttpRouter.Route<unknown, unknown>): HttpRouter.Route<unknown, unknown> =>
    route.method !== endpoint.method || route.path !== endpoint.path
      ? route
      : {
          ...route,
          handler: Effect.contextWith((context: Context.Context<Requested>) => {
            const params = decodeParams(Context.get(context, HttpRouter.RouteContext).params)
            const headers = decodeHeaders(Context.get(context, HttpServerRequest.HttpServerRequest).headers)
            return Option.isSome(params) && Option.isSome(headers)
              ? answerTo(params.value, headers.value)
              : route.handler
          })
        }
})

type Requested = HttpRouter.RouteContext | HttpServerRequest.HttpServerRequest

/** Fails with the problem; an error that the operation does not declare comes from a port that breaks its promise. */
const declared = (failure: Failure) =>
  Effect.catch(failWithProblem(failure), (problem) =>
    isDeclared(problem) ? Effect.fail(problem) : Effect.die(failure)
  )
