import { Fault } from "@offshoot/core"
import type { Finding } from "@offshoot/ory"
import { Administration, layerAdministration } from "@offshoot/postgres"
import { Cause, Effect, Layer, type Redacted } from "effect"
import { layerDatabaseAt } from "../database.ts"
import { failureLine } from "../failure-line.ts"

/** Whether the database can be reached, and has the tables of this version. */
export const examineDatabase = (url: Redacted.Redacted): Effect.Effect<Finding> =>
  Administration.use(({ listProjects }) => listProjects).pipe(
    Effect.provide(layerAdministration.pipe(Layer.provide(layerDatabaseAt(url)))),
    Effect.as<Finding>({ about: "database", verdict: "ok", says: "has the tables of this version" }),
    Effect.catchCause((cause) =>
      Effect.succeed<Finding>({
        about: "database",
        verdict: Cause.squash(cause) instanceof Fault ? "wrong" : "down",
        says: "cannot be used",
        remedy: failureLine(cause)
      })
    )
  )
