import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { binary, type ServiceName } from "./binaries.ts"

const execute = promisify(execFile)

const commands = {
  hydra: ["migrate", "sql", "-y", "-e"],
  kratos: ["migrate", "sql", "-y", "-e", "-c", "kratos.yml"],
  keto: ["migrate", "up", "-y", "-c", "keto.yml"]
} as const

/** Brings a service's tables into its database. */
export const migrate = async (name: ServiceName, database: string, settings: string): Promise<void> => {
  const env = { PATH: process.env["PATH"], DSN: database }
  await execute(binary(name), commands[name], { cwd: settings, env, maxBuffer: 1e8 })
}
