import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { describeLive, movedCheckout } from "@offshoot/ory-live"
import { assert, it } from "vitest"

const page = readFileSync(resolve(import.meta.dirname, "../../../../docs/ory.md"), "utf8")
const blocks = (kind: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\``, "gms"))].map(([, text = ""]) => text).join("")

describeLive("docs/ory.md", async () => {
  it("leads from an empty machine to clones: its commands print what it says", { timeout: 300_000 }, async () => {
    const { moved, path } = await movedCheckout()
    const { errors, exitCode, output } = await inShell(moved(blocks("sh")), path)
    assert.deepStrictEqual({ exitCode, output }, { exitCode: 0, output: moved(blocks("text")) }, errors)
  })
})

/** Runs a script in a group of its own, of which nothing is left afterwards. */
const inShell = async (script: string, cwd: string) => {
  const shell = spawn("bash", ["-euxo", "pipefail", "-c", script], {
    cwd,
    detached: true,
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(PATH|HOME|GO[A-Z]*)$/.test(name))),
    stdio: ["ignore", "pipe", "pipe"]
  })
  const endAll = (signal: "SIGTERM" | "SIGKILL") => {
    try {
      if (shell.pid !== undefined) process.kill(-shell.pid, signal)
    } catch {
      // It left nothing behind.
    }
  }
  const patience = setTimeout(endAll, 270_000, "SIGKILL")
  const said = { output: "", errors: "" }
  shell.stdout.on("data", (text) => {
    said.output += text
  })
  shell.stderr.on("data", (text) => {
    said.errors += text
  })
  const closed = once(shell, "close")
  const [exitCode] = await once(shell, "exit")
  clearTimeout(patience)
  // Postgres removes its files when it may end by itself.
  endAll("SIGTERM")
  const last = setTimeout(endAll, 10_000, "SIGKILL")
  await closed
  clearTimeout(last)
  return { exitCode, ...said }
}
