import { Site } from "@offshoot/http"
import { layerAdministration, layerMigrations } from "@offshoot/postgres"
import { Console, Context, Effect, Layer, Option } from "effect"
import { listeningOnLoopback } from "../config/listening.ts"
import { layerPorts, layerService } from "../wiring.ts"
import { curlLine } from "./curl-line.ts"
import { layOutDemo } from "./demo/lay-out.ts"
import { layerEmbeddedDatabase } from "./embedded-database.ts"
import { heldFolder } from "./folder.ts"
import { developmentIssuer, tokenFor } from "./login.ts"
import { signingKey } from "./signing-key.ts"

/** Starts the service with everything it needs in one folder, lays the demo out, and says how to try it. */
export const development = Effect.gen(function* () {
  const listening = yield* listeningOnLoopback
  const folder = yield* heldFolder
  const key = yield* signingKey(folder)

  const layerDatabase = layerMigrations.pipe(Layer.provideMerge(layerEmbeddedDatabase(folder)))
  const layerDemo = Layer.effectDiscard(layOutDemo).pipe(
    Layer.provide([layerPorts(Option.none()), layerAdministration])
  )
  const context = yield* Layer.build(
    layerService({ listening, callers: { ...alone, issuers: [developmentIssuer(key)] }, keto: Option.none() }).pipe(
      Layer.provide(layerDemo),
      Layer.provide(layerDatabase)
    )
  )

  const { url } = Context.get(context, Site)
  yield* Console.log(`Offshoot listens on ${url}, for development: never for production.
Its data and keys are in ${folder}/, its API is described at ${url}/openapi.json.

Clone the demo's shared task into another project (the token is valid for 30 days):
${curlLine(url, yield* tokenFor(key))}
`)
})

/** Nobody else is asked who is calling. */
const alone = { introspection: Option.none(), whoami: Option.none(), opaqueTokens: Option.none() }
