import { Effect, Layer } from "effect"
import { HttpRouter, HttpServer, HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { OffshootApi } from "../api/api.ts"
import { openApiDocument } from "../api/open-api-document.ts"
import { ModelCatalogue } from "../handlers/model-catalogue.ts"
import { withRequestId } from "../request-id.ts"
import { Site } from "../site.ts"
import { directClone } from "./direct-clone.ts"
import { layerHandlers } from "./handlers.ts"
import { layerUnknownRoutes, openApiPath } from "./unknown-routes.ts"

/**
 * All routes, below the prefix of {@link Site}: the API, `/health`, `/openapi.json`, and a problem for every other path.
 *
 * @example
 * HttpRouter.serve(layerRoutes, { routerConfig }).pipe(Layer.provide(…ports, Authenticator, Readiness, Site…))
 */
export const layerRoutes = Layer.mergeAll(
  HttpApiBuilder.layer(OffshootApi).pipe(Layer.provide(layerHandlers(OffshootApi))),
  HttpRouter.use((router) =>
    Effect.flatMap(Site, ({ url }) =>
      router.add("GET", openApiPath, withRequestId(Effect.succeed(HttpServerResponse.jsonUnsafe(openApiDocument(url)))))
    )
  )
).pipe(
  Layer.provide(
    Layer.effect(
      HttpRouter.HttpRouter,
      Effect.gen(function* () {
        const router = yield* HttpRouter.HttpRouter
        const { prefix } = yield* Site
        const own = prefix === "" ? router : router.prefixed(prefix)
        const direct = yield* directClone
        return HttpRouter.HttpRouter.of({
          ...own,
          // Only the handler of one route becomes another, of the same needs.
          addAll: (routes) => own.addAll(routes.map(direct) as unknown as typeof routes)
        })
      })
    ).pipe(Layer.provide(ModelCatalogue.layer))
  ),
  Layer.merge(layerUnknownRoutes),
  Layer.provide(HttpServer.layerServices)
)

/** How the router is to be set up: ids that are too long reach the API, which says so. */
export const routerConfig = { maxParamLength: 16_384 } as const
