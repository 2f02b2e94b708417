import { readdirSync, readFileSync } from "node:fs"
import type { Metered } from "../load/load.ts"

/** User and system time so far, in µs. */
export interface CpuTime {
  readonly app: number
  readonly postgres: number
  /** This process, if it is none of the contestant's. */
  readonly client?: number | undefined
}

/** Reads the kernel's account of the metered processes and of this one; undefined where there is no /proc. */
export const cpuTime = ({ app, postgres }: Metered): CpuTime | undefined => {
  try {
    const { system, user } = process.cpuUsage()
    return {
      app: app.reduce((sum, pid) => sum + own(pid), 0),
      postgres: own(postgres) + ofEnded(postgres) + childrenOf(postgres).reduce((sum, pid) => sum + ownOrEnded(pid), 0),
      ...(app.includes(process.pid) ? {} : { client: user + system })
    }
  } catch {
    return undefined
  }
}

/** The unit of /proc/<pid>/stat: a hundredth of a second on every Linux that Node runs on. */
const tick = 10_000

/** The fields after the command, which may itself have spaces and parentheses. */
const fields = (pid: number): ReadonlyArray<string> => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")
}
const sum = (some: ReadonlyArray<string>) => some.reduce((total, value) => total + Number(value), 0) * tick
const own = (pid: number): number => sum(fields(pid).slice(11, 13))
const ofEnded = (pid: number): number => sum(fields(pid).slice(13, 15))

/** A backend that ends meanwhile is in its parent's account of the ended from then on. */
const ownOrEnded = (pid: number): number => {
  try {
    return own(pid)
  } catch {
    return 0
  }
}

const childrenOf = (pid: number): ReadonlyArray<number> =>
  readdirSync("/proc")
    .map(Number)
    .filter((candidate) => Number.isInteger(candidate) && parentOf(candidate) === pid)

const parentOf = (pid: number): number | undefined => {
  try {
    return Number(fields(pid)[1])
  } catch {
    return undefined
  }
}
