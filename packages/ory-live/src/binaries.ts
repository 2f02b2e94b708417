import { execFile } from "node:child_process"
import { createHash, randomUUID } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { mkdir, rename } from "node:fs/promises"
import { homedir } from "node:os"
import { join, resolve } from "node:path"
import { promisify } from "node:util"

const execute = promisify(execFile)

export type ServiceName = "hydra" | "kratos" | "keto"
export const serviceNames = ["hydra", "kratos", "keto"] as const

/** Where a service's program is once it was built: outside of the repository, named by what it is built from. */
export const binary = (name: ServiceName): string => {
  const sources = createHash("sha256")
  for (const file of ["go.mod", "go.sum"]) sources.update(readFileSync(join(moduleOf(name), file)))
  return join(cache, `${name}-${sources.digest("hex").slice(0, 16)}`)
}

/** Builds a service unless that was done before; several processes may do so at once. */
export const build = async (name: ServiceName): Promise<void> => {
  if (existsSync(binary(name))) return
  console.log(`Building ${name}, once: it takes minutes`)
  await mkdir(cache, { recursive: true })
  const unfinished = `${binary(name)}.${randomUUID()}`
  // `tool` is what the go.mod names as its tool: the service.
  await execute("go", ["build", "-trimpath", "-o", unfinished, "tool"], { cwd: moduleOf(name), maxBuffer: 1e8 })
  await rename(unfinished, binary(name))
}

export const isGoInstalled = async (): Promise<boolean> =>
  await execute("go", ["version"]).then(
    () => true,
    () => false
  )

const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "offshoot", "ory")
const moduleOf = (name: ServiceName) => resolve(import.meta.dirname, "../../ory/live", name)
