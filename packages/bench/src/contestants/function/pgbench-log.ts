import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { latencies } from "../../load/latencies.ts"
import type { Outcome } from "../../load/load.ts"
import type { CpuTime } from "../../processes/cpu-time.ts"

export type Measured = Pick<Outcome, "clonesPerSecond" | "p50" | "p99" | "cpu" | "answered">

/** A moment of the measurement: wall-clock milliseconds, as in pgbench's log. */
export interface Moment {
  readonly at: number
  readonly cpu: CpuTime | undefined
}

/** What pgbench logged between two moments; `answered` is all that it did. */
export const measure = (folder: string, [from, to]: ReadonlyArray<Moment>, answered: number): Measured => {
  if (from === undefined || to === undefined) throw new Error("pgbench ended before it was measured")
  const inWindow = logged(folder).filter(({ endedAt }) => endedAt >= from.at && endedAt < to.at)
  const perClone = (microseconds: number) => microseconds / Math.max(1, inWindow.length)
  return {
    clonesPerSecond: inWindow.length / ((to.at - from.at) / 1000),
    ...latencies(inWindow.map(({ milliseconds }) => milliseconds)),
    cpu: from.cpu &&
      to.cpu && {
        app: perClone(to.cpu.app - from.cpu.app),
        postgres: perClone(to.cpu.postgres - from.cpu.postgres)
      },
    answered
  }
}

/** The files of the log: one for each thread of pgbench. */
export const logs = (folder: string) => globSync(join(folder, "log.*"))

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
