import type { Authenticator } from "@offshoot/core"
import { Effect, Exit, Layer, Scope } from "effect"
import { HttpRouter } from "effect/http"
import type { Ports } from "../ports.ts"
import type { Readiness } from "../readiness.ts"
import { Site, type SiteOptions } from "../site.ts"
import { layerRoutes, routerConfig } from "./routes.ts"

/** What a host fills in: the ports of the use cases, who is calling, and whether all of it is there. */
export type Adapters = Layer.Layer<AdapterServices, unknown>
export type AdapterServices = Ports | Authenticator | Readiness

/**
 * Builds all routes once, for a host that serves; a failure of the adapters rejects here, not in the first request. Requests
 * are to run on `services`, which the routes were built with.
 */
export const buildApp = async (adapters: Adapters, options: SiteOptions) => {
  const scope = Scope.makeUnsafe()
  const services = await Effect.runPromise(Layer.buildWithScope(adapters, scope))
  const app = await HttpRouter.toHttpEffect(
    layerRoutes.pipe(Layer.provide([Layer.succeedContext(services), Site.layer(options)]))
  ).pipe(
    Effect.provideService(HttpRouter.RouterConfig, routerConfig),
    Effect.provideService(Scope.Scope, scope),
    Effect.runPromise
  )
  return { app, scope, services, dispose: () => Effect.runPromise(Scope.close(scope, Exit.void)) }
}
