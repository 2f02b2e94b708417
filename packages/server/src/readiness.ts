import { Unavailable } from "@offshoot/core"
import { Readiness } from "@offshoot/http"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"

/** Ready when the database answers. */
export const layerReadiness = Layer.effect(
  Readiness,
  Effect.map(SqlClient.SqlClient, (sql) => ({
    check: sql`select 1`.pipe(
      Effect.asVoid,
      Effect.mapError(
        (cause) =>
          new Unavailable({ dependency: "postgres", operation: "ask for readiness", outcome: "nothing stored", cause })
      )
    )
  }))
)
