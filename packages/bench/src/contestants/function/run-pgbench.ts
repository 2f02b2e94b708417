import { spawn } from "node:child_process"
import { once } from "node:events"
import { globSync, readFileSync } from "node:fs"
import { rm } from "node:fs/promises"
import { join } from "node:path"
import { latencies } from "../../load/latencies.ts"
import type { Load, Outcome } from "../../load/load.ts"
import { type CpuTime, cpuTime } from "../../processes/cpu-time.ts"
import type { PostgresServer } from "../../stage/postgres-server.ts"

interface Run {
  readonly program: string
  /** Holds the script, and gets the log. */
  readonly folder: string
  readonly server: PostgresServer
  readonly load: Load
}

type Measured = Pick<Outcome, "clonesPerSecond" | "p50" | "p99" | "cpu" | "answered">

/** A moment of the measurement: wall-clock milliseconds, as in pgbench's log. */
interface Moment {
  readonly at: number
  readonly cpu: CpuTime | undefined
}

/**
 * Runs pgbench once, and measures the last part of it: on a fresh connection the first calls of a function plan its
 * statements, which must not count.
 */
export const runPgbench = async (run: Run): Promise<Measured> => {
  const { until, warmUpSeconds } = run.load
  if (!("seconds" in until)) throw new Error("pgbench is loaded for a time, not for a number of clones")
  // pgbench knows whole seconds only.
  const total = Math.ceil(Math.max(leastWarmUp, warmUpSeconds) + until.seconds)
  for (const log of logs(run.folder)) await rm(log)

  const pgbench = start(run, total)
  const kill = () => pgbench.kill("SIGKILL")
  process.once("exit", kill)
  const moments: Array<Moment> = []
  const look = () => {
    moments.push({ at: Date.now(), cpu: cpuTime({ app: [pgbench.pid ?? 0], postgres: run.server.pid }) })
  }
  const timers = [total - until.seconds, total - beforeItsEnd].map((seconds) => setTimeout(look, seconds * 1000))
  const output = [pgbench.stdout, pgbench.stderr].map((stream) => stream.setEncoding("utf8").toArray())
  const [code] = await once(pgbench, "exit")
  process.off("exit", kill)
  timers.forEach(clearTimeout)
  const text = (await Promise.all(output)).flat().join("")
  const answered = Number(/actually processed: (\d+)/.exec(text)?.[1])
  if (code !== 0 || !/failed transactions: 0 /.test(text)) throw new Error(`pgbench failed (${code}):\n${text}`)
  return measure(run.folder, moments, answered)
}

/** The fewest seconds until each of many fresh connections has called the function often enough to keep its plans. */
const leastWarmUp = 1

/** The processor times of pgbench can be read while it runs. */
const beforeItsEnd = 0.05

const start = ({ folder, load, program, server }: Run, seconds: number) => {
  const { password, pathname, port, username } = new URL(server.url)
  const place = ["-h", "127.0.0.1", "-p", port, "-U", username]
  const clients = ["-c", `${load.clients}`, "-j", `${Math.min(2, load.clients)}`]
  const files = ["-f", join(folder, "script"), "-l", `--log-prefix=${join(folder, "log")}`]
  return spawn(
    program,
    [...place, "-n", "-M", "prepared", ...clients, "-T", `${seconds}`, ...files, pathname.slice(1)],
    {
      env: { ...process.env, PGPASSWORD: password },
      stdio: ["ignore", "pipe", "pipe"]
    }
  )
}

const measure = (folder: string, [from, to]: ReadonlyArray<Moment>, answered: number): Measured => {
  if (from === undefined || to === undefined) throw new Error("pgbench ended before it was measured")
  const inWindow = logged(folder).filter(({ endedAt }) => endedAt >= from.at && endedAt < to.at)
  const perClone = (microseconds: number) => microseconds / Math.max(1, inWindow.length)
  return {
    clonesPerSecond: inWindow.length / ((to.at - from.at) / 1000),
    ...latencies(inWindow.map(({ milliseconds }) => milliseconds)),
    cpu: from.cpu &&
      to.cpu && {
        app: perClone(to.cpu.app - from.cpu.app),
        postgres: perClone(to.cpu.postgres - from.cpu.postgres),
        client: 0
      },
    answered
  }
}

const logs = (folder: string) => globSync(join(folder, "log.*"))

/** A line: client, number, µs that it took, script, and when it ended in seconds and µs. */
const logged = (folder: string) =>
  logs(folder).flatMap((log) =>
    readFileSync(log, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => {
        const [, , microseconds, , seconds, rest] = line.split(" ").map(Number)
        return { milliseconds: (microseconds ?? 0) / 1000, endedAt: (seconds ?? 0) * 1000 + (rest ?? 0) / 1000 }
      })
  )
