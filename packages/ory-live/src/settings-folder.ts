import { cpSync, globSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { type MovedPorts, movedPorts } from "./moved-ports.ts"

const examples = resolve(import.meta.dirname, "../../../examples/ory/settings")
const permissions = resolve(import.meta.dirname, "../../ory/src/keto/permissions.opl")

/** A copy of examples/ory/settings with free ports in the place of its own. */
export interface SettingsFolder extends MovedPorts {
  readonly path: string
}

export const newSettingsFolder = async (parent: string): Promise<SettingsFolder> => {
  const ports = await movedPorts()
  const path = mkdtempSync(join(parent, "settings-"))
  cpSync(examples, path, { recursive: true })
  cpSync(permissions, join(path, "permissions.opl"))
  for (const file of globSync("*.{yml,jsonnet}", { cwd: path })) {
    writeFileSync(join(path, file), ports.moved(readFileSync(join(path, file), "utf8")))
  }
  return { path, ...ports }
}
