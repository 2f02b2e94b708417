import { Administration, layerAdministration } from "@offshoot/postgres"
import { Effect, Layer } from "effect"
import { layerDatabase } from "../database.ts"
import { withoutKeto } from "./without-keto.ts"

/** Runs the work of an operator on `DATABASE_URL`. */
export const administering = <A, E>(work: (administration: Administration["Service"]) => Effect.Effect<A, E>) =>
  Administration.use(work).pipe(Effect.provide(layerAdministration.pipe(Layer.provide(layerDatabase))))

/** The same for projects and roles, which are in Postgres only where there is no Keto. */
export const administeringRoles = <A, E>(work: (administration: Administration["Service"]) => Effect.Effect<A, E>) =>
  Effect.andThen(withoutKeto, administering(work))
