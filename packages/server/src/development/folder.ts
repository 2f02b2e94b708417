import { chmodSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { Effect } from "effect"
import { CommandFailed } from "../command-failed.ts"

/** The folder, below the current one, that development keeps everything in. Relative: a socket's path must be short. */
const folder = ".offshoot"

/** The folder of the development server, held by this process alone until the scope ends or the process does. */
export const heldFolder = Effect.acquireRelease(
  Effect.try({
    try: () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      chmodSync(folder, 0o700)
      return lock(join(folder, "lock"))
    },
    catch: (error) => new CommandFailed({ message: isBusy(error) ? busy : unusable(error) })
  }),
  (held) => Effect.sync(() => held.close())
).pipe(Effect.as(folder))

/**
 * SQLite, which is part of Node, locks a file by the means of each operating system: the lock ends with its process,
 * however that ends, and no two processes ever get it.
 */
const lock = (path: string): DatabaseSync => {
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    file.exec("begin exclusive")
  } catch (error) {
    file.close()
    throw error
  }
  return file
}

const isBusy = (error: unknown) => error instanceof Error && "errcode" in error && error.errcode === 5

const busy = `Another offshoot dev has the folder ${folder} open: stop it, or start this one in another folder`

const unusable = (error: unknown) =>
  `The folder ${folder} cannot be used: ${error instanceof Error ? error.message : error}`
