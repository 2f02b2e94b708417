import { rmSync } from "node:fs"
import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"

/** A folder that is gone with the scope, and at the latest with the runner. */
export const temporaryFolder = Effect.acquireRelease(
  Effect.promise(async () => {
    const folder = await mkdtemp(join(tmpdir(), "offshoot-bench-"))
    const remove = () => rmSync(folder, { recursive: true, force: true })
    process.once("exit", remove)
    return { folder, remove }
  }),
  ({ remove }) =>
    Effect.sync(() => {
      process.off("exit", remove)
      remove()
    })
).pipe(Effect.map(({ folder }) => folder))
