import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { onTestFinished } from "vitest"

const main = resolve(import.meta.dirname, "../src/main.ts")
const patience = 30_000

export type Variables = Readonly<Record<string, string>>

/** A running `offshoot`, as a user has it: a process of its own, in a folder, with no other variables than these. */
export interface Offshoot {
  readonly process: ChildProcess
  /** The first line of its output that begins so; rejects if the process ends without one. */
  readonly line: (beginning: string) => Promise<string>
  readonly stop: (signal: NodeJS.Signals) => Promise<Ended>
  readonly ended: Promise<Ended>
}

export interface Ended {
  readonly exitCode: number | null
  readonly output: string
  readonly errors: string
}

/** A new folder, gone after the test. */
export const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "offshoot-"))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export const start = (
  args: ReadonlyArray<string>,
  folder: string,
  variables: Variables = {},
  program = main
): Offshoot => {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...variables },
    stdio: ["ignore", "pipe", "pipe"]
  })
  onTestFinished(() => void child.kill("SIGKILL"))

  const said = { output: "", errors: "" }
  child.stdout.on("data", (text) => {
    said.output += text
  })
  child.stderr.on("data", (text) => {
    said.errors += text
  })
  const ended = once(child, "close").then(([exitCode]) => ({ exitCode, ...said }))

  const line = (beginning: string) =>
    within(
      patience,
      new Promise<string>((found, failed) => {
        const look = () => {
          const lines = said.output.split("\n").slice(0, -1)
          const wanted = lines.find((line) => line.startsWith(beginning))
          if (wanted !== undefined) found(wanted)
        }
        child.stdout.on("data", look)
        void ended.then(({ errors }) => failed(new Error(`No line "${beginning}…": ${said.output}${errors}`)))
        look()
      }),
      () => `No line "${beginning}…" yet: ${said.output}${said.errors}`
    )
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return within(patience, ended, () => `${signal} did not end it`)
  }
  return { process: child, line, stop, ended }
}

/** Runs a command to its end. */
export const run = (args: ReadonlyArray<string>, folder: string, variables: Variables = {}): Promise<Ended> =>
  within(patience, start(args, folder, variables).ended, () => `offshoot ${args.join(" ")} did not end`)

const within = async <A>(milliseconds: number, work: Promise<A>, words: () => string): Promise<A> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error(words())), milliseconds)
  })
  return await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
