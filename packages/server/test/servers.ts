import { startPostgres } from "@offshoot/postgres-live"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  interface ProvidedContext {
    /** The address of a real Postgres, without a database's name. */
    readonly postgres18: string
  }
}

/** Starts a real Postgres once for all test files; answers how to stop it. */
export async function setup(project: TestProject) {
  const { address, stop } = await startPostgres()
  project.provide("postgres18", address)
  return stop
}
