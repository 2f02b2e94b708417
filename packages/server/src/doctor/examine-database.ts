import { Fault } from "@offshoot/core"
import type { Finding } from "@offshoot/ory"
import { Cause, Effect } from "effect"
import { CommandFailed } from "../command-failed.ts"
import type { DatabaseSettings } from "../config/database.ts"
import { layerDatabaseAt } from "../database.ts"
import { failureLine } from "../failure-line.ts"
import { migrated } from "../migrated.ts"

/** Whether the database can be reached, and has the tables of this version. */
export const examineDatabase = (settings: DatabaseSettings): Effect.Effect<Finding> =>
  migrated.pipe(
    Effect.provide(layerDatabaseAt(settings)),
    Effect.as<Finding>({ about: "database", verdict: "ok", says: "has the tables of this version" }),
    Effect.catchCause((cause) => {
      const error = Cause.squash(cause)
      return Effect.succeed<Finding>({
        about: "database",
        verdict: error instanceof CommandFailed || error instanceof Fault ? "wrong" : "down",
        says: "cannot be used",
        remedy: failureLine(cause)
      })
    })
  )
