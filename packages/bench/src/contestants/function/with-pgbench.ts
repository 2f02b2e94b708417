import { execFile } from "node:child_process"
import { globSync, readFileSync } from "node:fs"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { Effect } from "effect"
import { latencies } from "../../load/latencies.ts"
import type { Load, Outcome } from "../../load/load.ts"
import { cpuTime, cpuTimeOfEndedChildren } from "../../processes/cpu-time.ts"
import { nextClone } from "../../stage/workload.ts"
import type { Bench, Running } from "../contestant.ts"
import { callFunction, compared } from "./call-function.ts"
import type { FunctionForm } from "./clone-functions.ts"
import { pgbenchScript } from "./pgbench-script.ts"

/** How many clones are made over a connection of the runner, to see what the function answers. */
const sampled = 20

/** Calls the function by pgbench, as prepared statements over a connection for each client. */
export const withPgbench = (bench: Bench, form: FunctionForm, program: string) =>
  Effect.acquireRelease(
    Effect.promise(() => mkdtemp(join(tmpdir(), "offshoot-bench-pgbench-"))),
    (folder) => Effect.promise(() => rm(folder, { recursive: true, force: true }))
  ).pipe(
    Effect.map(
      (folder): Running => ({
        pids: [],
        run: async (load) => {
          await writeFile(join(folder, "script"), pgbenchScript(form, load.workload))
          const warmedUp =
            load.warmUpSeconds < 1 ? none : await call(program, folder, bench, load, ["-T", whole(load.warmUpSeconds)])
          const before = cpuTime({ app: [], postgres: bench.server.pid })
          const endedBefore = cpuTimeOfEndedChildren()
          const measured = await call(program, folder, bench, load, duration(load))
          const after = cpuTime({ app: [], postgres: bench.server.pid })
          const app = cpuTimeOfEndedChildren() - endedBefore
          const samples = await sample(bench, form, load)
          return {
            clonesPerSecond: measured.clonesPerSecond,
            ...latencies(milliseconds(folder)),
            cpu: before &&
              after && {
                app: app / measured.answered,
                postgres: (after.postgres - before.postgres) / measured.answered,
                client: 0
              },
            answered: warmedUp.answered + measured.answered + samples.length,
            byServer: [measured.clonesPerSecond],
            failures: [],
            samples
          } satisfies Outcome
        }
      })
    )
  )

const none = { answered: 0, clonesPerSecond: 0 }
const whole = (seconds: number) => `${Math.max(1, Math.ceil(seconds))}`
const duration = ({ clients, until }: Load): ReadonlyArray<string> =>
  "seconds" in until ? ["-T", whole(until.seconds)] : ["-t", whole(until.clones / clients)]

const call = async (program: string, folder: string, { server }: Bench, load: Load, until: ReadonlyArray<string>) => {
  const { password, pathname, username } = new URL(server.url)
  for (const log of logs(folder)) await rm(log)
  const threads = Math.min(2, load.clients)
  const place = ["-h", "127.0.0.1", "-p", `${server.port}`, "-U", username]
  const options = ["-n", "-M", "prepared", "-c", `${load.clients}`, "-j", `${threads}`, ...until]
  const files = ["-f", join(folder, "script"), "-l", `--log-prefix=${join(folder, "log")}`]
  const env = { ...process.env, PGPASSWORD: password }
  const { stdout } = await promisify(execFile)(program, [...place, ...options, ...files, pathname.slice(1)], { env })
  const read = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1])
  const failed = read(/failed transactions: (\d+)/)
  if (failed > 0) throw new Error(`pgbench saw failures:\n${stdout}`)
  return { answered: read(/actually processed: (\d+)/), clonesPerSecond: read(/tps = ([\d.]+)/) }
}

const logs = (folder: string) => globSync(join(folder, "log.*"))

/** The third field of a line of the log is how long the transaction took, in µs. */
const milliseconds = (folder: string) =>
  logs(folder).flatMap((log) =>
    readFileSync(log, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => Number(line.split(" ")[2]) / 1000)
  )

const sample = async ({ stage }: Bench, form: FunctionForm, { workload }: Load) => {
  const answers = []
  for (let n = 0; n < sampled; n++) answers.push(await callFunction(stage.pool, form, workload, nextClone(workload)))
  return Promise.all(answers.map((answer) => compared(stage.pool, answer)))
}
