import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { laws } from "@offshoot/testkit"
import { expect, it } from "vitest"

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

it("prints a line for each law of shares and tasks, and all of them hold", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [main])
  for (const law of [...laws.shares, ...laws.tasks]) {
    expect(stdout).toMatch(new RegExp(`^held +${law.name}: `, "m"))
  }
})
