import { Fault } from "@offshoot/core"
import { Effect, Logger } from "effect"
import {
  FindMyWay,
  type HttpMethod,
  HttpRouter,
  HttpServerError,
  HttpServerRequest,
  HttpServerResponse
} from "effect/http"
import { HttpApi } from "effect/http-api"
import { OffshootApi } from "../api/api.ts"
import { InvalidRequest, MethodNotAllowed, NotFound } from "../problems/request-errors.ts"
import { problemResponse } from "../problems/response.ts"
import { withRequestId } from "../request-id.ts"
import { Site } from "../site.ts"

export const openApiPath = "/openapi.json"

/** Answers what goes wrong outside of the API below the mount prefix; other paths are left to the host. */
export const layerUnknownRoutes = HttpRouter.use((router) =>
  Effect.gen(function* () {
    const { prefix } = yield* Site
    // Outside of the handlers nothing else brings the loggers that the routes alone were built with.
    const loggers = yield* Logger.CurrentLoggers
    yield* router.addGlobalMiddleware((answer) =>
      Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ method, url }) => {
        const path = url.slice(prefix.length)
        if (!url.startsWith(prefix) || !/^([/?]|$)/.test(path)) return answer
        return answer.pipe(
          Effect.catch((error) => (isRouteNotFound(error) ? answerTo(method, path) : Effect.fail(error))),
          Effect.catchDefect((cause) =>
            methodsOf(path).length === 0
              ? Effect.die(cause)
              : problemResponse(new Fault({ dependency: "http", operation: method, cause })).pipe(
                  Effect.provideService(Logger.CurrentLoggers, loggers)
                )
          )
        )
      })
    )
  })
)

const isRouteNotFound = (error: unknown) =>
  HttpServerError.isHttpServerError(error) && error.reason._tag === "RouteNotFound"

const answerTo = (method: string, url: string) => {
  const served = methodsOf(url)
  if (served.some((served) => served === method)) return problemResponse(new InvalidRequest({ issues: [tooLong] }))
  if (served.length === 0) return problemResponse(new NotFound())
  const allowed = [...served, ...(served.includes("GET") ? ["HEAD"] : []), "OPTIONS"]
  return method === "OPTIONS"
    ? withRequestId(Effect.succeed(HttpServerResponse.empty({ status: 204, headers: { allow: allowed.join(", ") } })))
    : problemResponse(new MethodNotAllowed({ allowed }))
}

const methodsOf = (url: string) => methods.filter((method) => paths.find(method, url) !== undefined)

/** The only reason for a router to refuse a route that it has. */
const tooLong = { loc: ["path"], msg: "A part of the path is too long", type: "string_too_long" }

const paths = FindMyWay.make<null>({ maxParamLength: 2 ** 20 })
const methods: Array<HttpMethod.HttpMethod> = ["GET"]
paths.on("GET", openApiPath, null)
HttpApi.reflect(OffshootApi, {
  onGroup: () => {},
  onEndpoint: ({ endpoint }) => {
    // The definitions write paths as the router does.
    paths.on(endpoint.method, endpoint.path as FindMyWay.PathInput, null)
    if (!methods.includes(endpoint.method)) methods.push(endpoint.method)
  }
})
