import { Site } from "@offshoot/http"
import { Console, Context, Effect, Layer } from "effect"
import { Command } from "effect/cli"
import { serving } from "../config/serving.ts"
import { layerDatabaseAt } from "../database.ts"
import { migrated } from "../migrated.ts"
import { untilStopped } from "../until-stopped.ts"
import { layerService } from "../wiring.ts"

const started = Effect.gen(function* () {
  const settings = yield* serving
  const context = yield* Layer.build(
    layerService(settings).pipe(Layer.provide(layerMigrated), Layer.provide(layerDatabaseAt(settings.database)))
  )
  yield* Console.log(`Offshoot listens on ${Context.get(context, Site).url}`)
})

/** A database that cannot be reached, or was not migrated, stops the start and not the first request. */
const layerMigrated = Layer.effectDiscard(migrated)

export const serve = Command.make("serve", {}, () => untilStopped(started)).pipe(
  Command.withDescription("Serves Offshoot on the Postgres of DATABASE_URL, for the callers that the settings admit")
)
