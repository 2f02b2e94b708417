import { exec } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { delimiter, resolve } from "node:path"

export const root = resolve(import.meta.dirname, "..")

/** Runs a command line with the workspace's tools; what it printed is part of the answer, so that a failed test shows it. */
export const run = (command: string, cwd = root) =>
  new Promise<{ readonly exitCode: number; readonly stdout: string; readonly output: string }>((done) => {
    const path = `${resolve(root, "node_modules/.bin")}${delimiter}${process.env["PATH"]}`
    const options = { cwd, env: { ...process.env, PATH: path, NO_COLOR: "1" }, maxBuffer: 1e8 }
    const child = exec(command, options, (_, stdout, stderr) =>
      done({ exitCode: child.exitCode ?? 1, stdout, output: `$ ${command}\n${stdout}${stderr}` })
    )
  })

/** Runs a script of the root's package.json. */
export const script = (name: string) =>
  run(JSON.parse(readFileSync(resolve(root, "package.json"), "utf8")).scripts[name])

/** Runs something in an empty folder inside of the workspace, where its libraries are found, and takes the folder away. */
export const inScratch = async <A>(work: (folder: string) => Promise<A>) => {
  mkdirSync(resolve(root, ".scratch"), { recursive: true })
  const folder = mkdtempSync(resolve(root, ".scratch/tree-"))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
