import { spawn } from "node:child_process"
import { once } from "node:events"
import { rm } from "node:fs/promises"
import { join } from "node:path"
import type { Load } from "../../load/load.ts"
import { cpuTime } from "../../processes/cpu-time.ts"
import type { PostgresServer } from "../../stage/postgres-server.ts"
import { logs, type Measured, type Moment, measure } from "./pgbench-log.ts"

interface Run {
  readonly program: string
  /** Holds the script, and gets the log. */
  readonly folder: string
  readonly server: PostgresServer
  readonly load: Load
  /** At most so many, and no more than the load has clients. */
  readonly connections: number
}

/**
 * Runs pgbench once, and measures the last part of it: on a fresh connection the first calls of a function plan its
 * statements, which must not count.
 */
export const runPgbench = async (run: Run): Promise<Measured> => {
  const { until, warmUpSeconds } = run.load
  if (!("seconds" in until)) throw new Error("pgbench is loaded for a time, not for a number of clones")
  // pgbench knows whole seconds only.
  const total = Math.ceil(warmUpSeconds + until.seconds)
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

/** The processor times of pgbench can be read while it runs. */
const beforeItsEnd = 0.05

const start = ({ connections, folder, load, program, server }: Run, seconds: number) => {
  const { password, pathname, port, username } = new URL(server.url)
  const place = ["-h", "127.0.0.1", "-p", port, "-U", username]
  const many = Math.min(connections, load.clients)
  const clients = ["-c", `${many}`, "-j", `${Math.min(2, many)}`]
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
