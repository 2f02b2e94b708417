import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { type MovedPorts, movedPorts } from "./moved-ports.ts"
import { sharedStage } from "./stage.ts"

const root = resolve(import.meta.dirname, "../../..")

/** A folder that looks like this checkout, but for the ports in examples/ory: what a page tells people to do there, a test can. */
export interface MovedCheckout extends MovedPorts {
  readonly path: string
}

export const movedCheckout = async (): Promise<MovedCheckout> => {
  const ports = await movedPorts()
  const path = mkdtempSync(join(sharedStage().folder, "checkout-"))
  for (const name of ["packages", "node_modules"]) symlinkSync(join(root, name), join(path, name), "junction")
  mkdirSync(join(path, "examples/ory"), { recursive: true })
  for (const name of ["settings", "src"]) {
    cpSync(join(root, "examples/ory", name), join(path, "examples/ory", name), { recursive: true })
  }
  symlinkSync(join(root, "examples/ory/node_modules"), join(path, "examples/ory/node_modules"), "junction")
  for (const file of globSync("examples/ory/{settings,src}/*", { cwd: path })) {
    writeFileSync(join(path, file), ports.moved(readFileSync(join(path, file), "utf8")))
  }
  return { path, ...ports }
}
