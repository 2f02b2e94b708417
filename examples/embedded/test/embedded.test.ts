import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { expect, it } from "vitest"

it("clones one share three times, under three names, with their origin", async () => {
  const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [main])
  const origin = "cloned from revision 0197a1c0-0000-7000-8000-000000000011"
  expect(stdout.split("\n")).toEqual([
    `Summarise a complaint — ${origin}`,
    `Summarise a complaint (2) — ${origin}`,
    `Summarise a complaint (3) — ${origin}`,
    ""
  ])
})
