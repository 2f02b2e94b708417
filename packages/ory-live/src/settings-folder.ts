import { cpSync, globSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { freePorts } from "./free-ports.ts"

const examples = resolve(import.meta.dirname, "../../../examples/ory/settings")
const permissions = resolve(import.meta.dirname, "../../ory/src/keto/permissions.opl")

/** The ports that docs/ory.md and examples/ory speak of. */
const ports = [3000, 4433, 4434, 4444, 4445, 4466, 4467, 4468, 4469] as const
export type Port = (typeof ports)[number]

/** A copy of examples/ory/settings with free ports in the place of its own. */
export interface SettingsFolder {
  readonly path: string
  readonly port: (name: Port) => number
  /** The same text with the free ports. */
  readonly moved: (text: string) => string
}

export const newSettingsFolder = async (parent: string): Promise<SettingsFolder> => {
  const free = await freePorts(ports.length)
  const port = (name: Port) => free[ports.indexOf(name)] ?? name
  const moved = (text: string) => ports.reduce((done, name) => done.replaceAll(`${name}`, `${port(name)}`), text)

  const path = mkdtempSync(join(parent, "settings-"))
  cpSync(examples, path, { recursive: true })
  cpSync(permissions, join(path, "permissions.opl"))
  for (const file of globSync("*.{yml,jsonnet}", { cwd: path })) {
    writeFileSync(join(path, file), moved(readFileSync(join(path, file), "utf8")))
  }
  return { path, port, moved }
}
