import { Unavailable } from "@offshoot/core"
import { Readiness } from "@offshoot/http"
import { ready, type Watched } from "@offshoot/ory"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"

/** Ready when the database answers, and every upstream says that it is ready. */
export const layerReadiness = (upstreams: ReadonlyArray<Watched>) =>
  Layer.effect(
    Readiness,
    Effect.map(SqlClient.SqlClient, (sql) => {
      const database = sql`select 1`.pipe(
        Effect.mapError(
          (cause) =>
            new Unavailable({
              dependency: "postgres",
              operation: "ask for readiness",
              outcome: "nothing stored",
              cause
            })
        )
      )
      return {
        check: Effect.all([database, ...upstreams.map(ready)], { concurrency: "unbounded", discard: true })
      }
    })
  )
