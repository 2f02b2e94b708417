import { Readiness } from "@offshoot/http"
import { ready, type Watched } from "@offshoot/ory"
import { makeReady } from "@offshoot/postgres"
import { Effect, Layer } from "effect"

/** Ready when the database answers, and every upstream says that it is ready. */
export const layerReadiness = (upstreams: ReadonlyArray<Watched>) =>
  Layer.effect(
    Readiness,
    Effect.map(makeReady, (database) => ({
      check: Effect.all([database, ...upstreams.map(ready)], { concurrency: "unbounded", discard: true })
    }))
  )
