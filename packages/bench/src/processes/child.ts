import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { Effect } from "effect"

/** A process of the runner's own; it ends with the scope, and at the latest with the runner. */
export interface Child {
  readonly pid: number
  /** Sends a message, and waits for the answer (see {@link answering}). */
  readonly ask: <Answer>(message: unknown) => Promise<Answer>
  /** Waits for a line of output, and answers its first group. */
  readonly line: (pattern: RegExp) => Promise<string>
}

/** How long a process may take to end when it was told to. */
const patience = 5000

/** Starts a program of this repository. */
export const startChild = (
  program: URL,
  options: { readonly args?: ReadonlyArray<string>; readonly env?: Readonly<Record<string, string>> } = {}
) =>
  Effect.acquireRelease(
    Effect.sync(() => start(program, options)),
    ({ stop }) => Effect.promise(stop)
  ).pipe(Effect.map(({ child }) => child))

/** The last resort, where the runner ends without closing its scopes. */
const running = new Set<() => void>()
process.once("exit", () => {
  for (const kill of running) kill()
})

const start = (program: URL, { args = [], env = {} }: Parameters<typeof startChild>[1] & {}) => {
  const forked = fork(fileURLToPath(program), args, {
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"]
  })
  let output = ""
  forked.stdout?.setEncoding("utf8").on("data", (chunk) => {
    output = `${output}${chunk}`.slice(-100_000)
  })
  forked.stderr?.setEncoding("utf8").on("data", (chunk) => {
    output = `${output}${chunk}`.slice(-100_000)
  })
  const gone = once(forked, "exit")
  const ended = gone.then(([code, signal]) => {
    throw new Error(`${program.pathname} ended (${code ?? signal}):\n${output}`)
  })
  ended.catch(() => {})
  const kill = () => forked.kill("SIGKILL")
  running.add(kill)
  const stop = async () => {
    running.delete(kill)
    if (forked.exitCode !== null || forked.signalCode !== null) return
    forked.kill("SIGTERM")
    const timer = setTimeout(kill, patience)
    await gone
    clearTimeout(timer)
  }
  const child: Child = {
    pid: forked.pid ?? 0,
    ask: async <Answer>(message: unknown) => {
      const answered = once(forked, "message")
      forked.send(message as object)
      const [{ error, value }] = await Promise.race([answered, ended])
      if (error !== undefined) throw new Error(error)
      return value as Answer
    },
    line: (pattern) => Promise.race([ended, waitForLine(() => output, forked.stdout, pattern)])
  }
  return { child, stop }
}

const waitForLine = async (output: () => string, stream: NodeJS.ReadableStream | null, pattern: RegExp) => {
  for (;;) {
    const [, found] = pattern.exec(output()) ?? []
    if (found !== undefined || stream === null) return found ?? ""
    await once(stream, "data")
  }
}
