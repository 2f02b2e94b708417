import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { describeLive, movedCheckout } from "@offshoot/ory-live"
import { assert, it, onTestFinished } from "vitest"

const page = readFileSync(resolve(import.meta.dirname, "../../../../docs/ory.md"), "utf8")
const blocks = (kind: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\``, "gms"))].map(([, text = ""]) => text).join("")

describeLive("docs/ory.md", async () => {
  it("leads from an empty machine to clones: its commands print what it says", async () => {
    const { moved, path } = await movedCheckout()
    const shell = spawn("bash", ["-euo", "pipefail", "-c", moved(blocks("sh"))], {
      cwd: path,
      detached: true,
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(PATH|HOME|GO[A-Z]*)$/.test(name))),
      stdio: ["ignore", "pipe", "pipe"]
    })
    const group = shell.pid ?? 0
    onTestFinished(() => {
      try {
        process.kill(-group, "SIGKILL")
      } catch {
        // Nothing that it started is left.
      }
    })
    const said = { output: "", errors: "" }
    shell.stdout.on("data", (text) => {
      said.output += text
    })
    shell.stderr.on("data", (text) => {
      said.errors += text
    })
    const [exitCode] = await once(shell, "close")
    assert.deepStrictEqual({ exitCode, output: said.output }, { exitCode: 0, output: blocks("text") }, said.errors)
  }, 240_000)
})
