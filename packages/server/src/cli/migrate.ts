import { migrate as runMigrations } from "@offshoot/postgres"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { layerDatabase } from "../database.ts"
import { answer, json } from "./answer.ts"

export const migrate = Command.make(
  "migrate",
  { json },
  Effect.fn(function* ({ json }) {
    const ran = (yield* runMigrations).map(([id, name]) => ({ id, name }))
    const words = ran.map(({ id, name }) => `Ran migration ${id}, ${name}`)
    yield* answer(json, words.join("\n") || "The database is up to date", { migrations: ran })
  }, Effect.provide(layerDatabase))
).pipe(Command.withDescription("Brings the database of DATABASE_URL to the tables of this version"))
