import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { setTimeout } from "node:timers/promises"
import { binary, type ServiceName } from "./binaries.ts"

/** A service in a process of its own, which a test may stop, and start again at the same addresses. */
export interface Service {
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
}

export interface Invocation {
  readonly name: ServiceName
  readonly args: ReadonlyArray<string>
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Each answers 200 at `/health/ready` once the service serves it. */
  readonly urls: ReadonlyArray<string>
}

/** Starts a service, and waits until it is ready. What it wrote is told only when it does not get there. */
export const startService = async (invocation: Invocation): Promise<Service> => {
  let running: ChildProcess | undefined
  const start = async () => {
    const { args, cwd, env, name, urls } = invocation
    const child = spawn(binary(name), args, { cwd, env: { PATH: process.env["PATH"], ...env } })
    running = child
    children.add(child)
    child.once("exit", () => children.delete(child))
    let log = ""
    let isStarting = true
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => {
        if (isStarting) log += text
      })
    }
    try {
      await Promise.race([Promise.all(urls.map(ready)), ended(child)])
      isStarting = false
    } catch (cause) {
      child.kill("SIGKILL")
      throw new Error(`${name} did not start:\n${log}`, { cause })
    }
  }
  const stop = async () => {
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return
    const exit = once(running, "exit")
    running.kill("SIGTERM")
    await exit
  }
  await start()
  return { start, stop }
}

/** No test may leave a service behind. */
const children = new Set<ChildProcess>()
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL")
})

const ended = async (child: ChildProcess): Promise<never> => {
  const [exitCode] = await once(child, "exit")
  throw new Error(`It ended with the exit code ${exitCode}`)
}

const patience = 60_000

const ready = async (url: string): Promise<void> => {
  const end = Date.now() + patience
  while (!(await isReady(url))) {
    if (Date.now() > end) throw new Error(`${url} is not ready after ${patience} ms`)
    await setTimeout(50)
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    async (response) => {
      await response.body?.cancel()
      return response.ok
    },
    () => false
  )
