import { globSync, rmSync } from "node:fs"
import { resolve } from "node:path"

// So that a published package holds nothing of sources that are gone.
const root = resolve(import.meta.dirname, "..")
for (const path of globSync("packages/*/dist", { cwd: root })) rmSync(resolve(root, path), { recursive: true })
