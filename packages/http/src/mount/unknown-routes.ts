import { Effect } from "effect"
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
import { problemResponse } from "../problem-response.ts"
import { InvalidRequest, MethodNotAllowed, NotFound } from "../request-errors.ts"
import { withRequestId } from "../request-id.ts"
import { Site } from "../site.ts"

export const openApiPath = "/openapi.json"

/** Answers requests below the mount prefix that no route takes; others are left to the host. */
export const layerUnknownRoutes = HttpRouter.use((router) =>
  Effect.flatMap(Site, ({ prefix }) =>
    router.addGlobalMiddleware((answer) =>
      Effect.catch(answer, (error) =>
        isRouteNotFound(error)
          ? Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
              request.url === prefix || request.url.startsWith(`${prefix}/`)
                ? answerTo(request.method, request.url.slice(prefix.length))
                : Effect.fail(error)
            )
          : Effect.fail(error)
      )
    )
  )
)

const isRouteNotFound = (error: unknown) =>
  HttpServerError.isHttpServerError(error) && error.reason._tag === "RouteNotFound"

const answerTo = (method: string, url: string) => {
  const served = methods.filter((served) => paths.find(served, url) !== undefined)
  if (served.some((served) => served === method)) return problemResponse(new InvalidRequest({ issues: [tooLong] }))
  if (served.length === 0) return problemResponse(new NotFound())
  const allowed = [...served, ...(served.includes("GET") ? ["HEAD"] : []), "OPTIONS"]
  return method === "OPTIONS"
    ? withRequestId(Effect.succeed(HttpServerResponse.empty({ status: 204, headers: { allow: allowed.join(", ") } })))
    : problemResponse(new MethodNotAllowed({ allowed }))
}

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
