import { startPostgres } from "@offshoot/postgres-live"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  interface ProvidedContext {
    /** The address of each real Postgres, without a database's name. */
    readonly postgres14: string
    readonly postgres18: string
  }
}

const settings = { max_connections: "200" }

/** Starts the real Postgres servers once for all test files; answers how to stop them. */
export async function setup(project: TestProject) {
  const [postgres14, postgres18] = await Promise.all([
    startPostgres({ version: 14, settings }),
    startPostgres({ version: 18, settings })
  ])
  project.provide("postgres14", postgres14.address)
  project.provide("postgres18", postgres18.address)
  return async () => {
    await Promise.all([postgres14.stop(), postgres18.stop()])
  }
}

/** A Postgres 18 of a test's own, which it may kill and start again at the same address. */
export const startMortal = () => startPostgres({ settings })
