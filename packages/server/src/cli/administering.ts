import { Administration, layerAdministration } from "@offshoot/postgres"
import { Effect, Layer } from "effect"
import { layerDatabase } from "../database.ts"

/** Runs the work of an operator on `DATABASE_URL`. */
export const administering = <A, E>(work: (administration: Administration["Service"]) => Effect.Effect<A, E>) =>
  Administration.use(work).pipe(Effect.provide(layerAdministration.pipe(Layer.provide(layerDatabase))))
