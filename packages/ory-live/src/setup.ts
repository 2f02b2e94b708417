import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startPostgres } from "@offshoot/postgres-live"
import type { TestProject } from "vitest/node"
import { build, isGoInstalled, serviceNames } from "./binaries.ts"
import { makeOriginal } from "./original.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** What the services share: a Postgres, named without a database, and a folder. None where their tests are skipped. */
    readonly oryStage: { readonly postgres: string; readonly folder: string } | undefined
  }
}

/**
 * Builds Hydra, Kratos and Keto where that was not done before, and starts the Postgres that they share, with a database
 * of each to be copied. Runs only where it was asked for: with CI=true, or by the script test:ory.
 */
export async function setup(project: TestProject) {
  const isAsked = Boolean(process.env["CI"]) || project.vitest.config.project.includes(project.name)
  const missing = await missingFor(isAsked)
  if (missing !== undefined) {
    if (process.env["CI"]) throw new Error(missing)
    console.log(`Tests with the real Ory services are skipped: ${missing}`)
    project.provide("oryStage", undefined)
    return undefined
  }
  // One after the other: each build uses all cores.
  for (const name of serviceNames) await build(name)

  const folder = await mkdtemp(join(tmpdir(), "offshoot-ory-"))
  const postgres = await startPostgres({ settings: { max_connections: "300" } })
  const end = async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await Promise.all(serviceNames.map((name) => makeOriginal(name, postgres.address, folder)))
  } catch (cause) {
    await end()
    throw cause
  }
  project.provide("oryStage", { postgres: postgres.address, folder })
  return end
}

const missingFor = async (isAsked: boolean): Promise<string | undefined> => {
  if (!isAsked) return "`npx -y pnpm@12 test:ory` runs them"
  return (await isGoInstalled()) ? undefined : "Go is not installed, which builds Hydra, Kratos and Keto"
}
