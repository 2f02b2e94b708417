import { createServer } from "node:http"
import { NodeHttpServer } from "@effect/platform-node"
import { type Authenticator, Ids } from "@offshoot/core"
import { layerRoutes, routerConfig, Site } from "@offshoot/http"
import { layerPermissions, layer as layerRepositories } from "@offshoot/postgres"
import { Effect, Layer, Option, References } from "effect"
import { HttpRouter, HttpServer } from "effect/http"
import type { Listening } from "./config/listening.ts"
import { portFailure } from "./port-failure.ts"
import { layerReadiness } from "./readiness.ts"

/** Every port of the service, on the Postgres of the `SqlClient`. */
export const layerPorts = Layer.mergeAll(layerRepositories, layerPermissions, Ids.layer, layerReadiness)

/** The service over HTTP: it begins to listen once all that it needs is there. */
export const layerService = <E, R>(options: {
  readonly listening: Listening
  readonly authenticator: Layer.Layer<Authenticator, E, R>
}) => {
  const { host, port, publicUrl } = options.listening
  const layerServer = Layer.effect(
    HttpServer.HttpServer,
    NodeHttpServer.make(createServer, { host, port }).pipe(
      Effect.catchTag("ServeError", ({ cause }) => portFailure(options.listening, cause))
    )
  )
  const layerSite = Option.match(publicUrl, {
    onNone: () => Site.layerListening(),
    onSome: (publicUrl) => Site.layer({ publicUrl })
  })
  return HttpRouter.serve(layerRoutes, { routerConfig, disableListenLog: true, disableLogger: true }).pipe(
    Layer.provideMerge(layerSite),
    Layer.provide(layerServer),
    Layer.provide([layerPorts, options.authenticator]),
    // Nothing exports spans yet, and a clone has a dozen.
    Layer.provide(Layer.succeed(References.TracerEnabled, false))
  )
}
