import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { promisify } from "node:util"

export interface PublicKeys {
  readonly keys: ReadonlyArray<{ readonly kid: string }>
}

/** Makes the key that signs sessions, where Kratos finds it; answers what others verify them with. */
export const newSessionKeys = async (folder: string): Promise<PublicKeys> => {
  await promisify(execFile)(process.execPath, [script], { cwd: folder })
  return JSON.parse(readFileSync(join(folder, "session-keys.json"), "utf8"))
}

const script = resolve(import.meta.dirname, "../../../examples/ory/src/session-keys.ts")
