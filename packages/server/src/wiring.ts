import { createServer } from "node:http"
import { NodeHttpServer } from "@effect/platform-node"
import { Ids, type Permissions } from "@offshoot/core"
import { layerRoutes, routerConfig, Site } from "@offshoot/http"
import { KetoPermissions, type KetoSettings } from "@offshoot/ory"
import { layer as layerRepositories, layerPermissions as layerRoles } from "@offshoot/postgres"
import { Effect, Layer, Option, References } from "effect"
import { HttpRouter, HttpServer } from "effect/http"
import type { SqlClient } from "effect/sql"
import { layerAuthenticator } from "./authenticator.ts"
import type { ServingSettings } from "./config/serving.ts"
import { portFailure } from "./port-failure.ts"
import { layerReadiness } from "./readiness.ts"
import { upstreamsOf } from "./upstreams.ts"

/** Every port of the service but who is calling, on the Postgres of the `SqlClient`. */
export const layerPorts = (keto: Option.Option<KetoSettings>) =>
  Layer.mergeAll(layerRepositories, layerPermissions(keto), Ids.layer)

/** What callers may do: Keto's answers, or else the roles in Postgres. Never both, so that there is one place to look. */
const layerPermissions = (keto: Option.Option<KetoSettings>): Layer.Layer<Permissions, never, SqlClient.SqlClient> =>
  Option.match(keto, { onNone: () => layerRoles, onSome: KetoPermissions.layer })

/** The service over HTTP: it begins to listen once all that it needs is there. */
export const layerService = (settings: Omit<ServingSettings, "database">) => {
  const { host, port, proxies, publicUrl } = settings.listening
  const layerServer = Layer.effect(
    HttpServer.HttpServer,
    NodeHttpServer.make(createServer, { host, port }).pipe(
      Effect.catchTag("ServeError", ({ cause }) => portFailure(settings.listening, cause))
    )
  )
  const layerSite = Option.match(publicUrl, {
    onNone: () => Site.layerListening({ proxies }),
    onSome: (publicUrl) => Site.layer({ publicUrl, proxies })
  })
  return HttpRouter.serve(layerRoutes, { routerConfig, disableListenLog: true, disableLogger: true }).pipe(
    Layer.provideMerge(layerSite),
    Layer.provide(layerServer),
    Layer.provide([
      layerPorts(settings.keto),
      layerAuthenticator(settings.callers),
      layerReadiness(upstreamsOf(settings))
    ]),
    // Nothing exports spans yet, and a clone has five.
    Layer.provide(Layer.succeed(References.TracerEnabled, false))
  )
}
