import { pendingMigrations } from "@offshoot/postgres"
import { Effect } from "effect"
import { CommandFailed } from "./command-failed.ts"

/** Fails unless the database has the tables of this version. */
export const migrated = Effect.flatMap(pendingMigrations, (pending) =>
  pending.length === 0 ? Effect.void : new CommandFailed({ message: migrateFirst })
)

export const migrateFirst = "The database does not have the tables of this version: run offshoot migrate first"
