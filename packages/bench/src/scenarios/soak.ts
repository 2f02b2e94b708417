import { readFileSync } from "node:fs"
import { Effect } from "effect"
import type { Bench } from "../contestants/contestant.ts"
import { offshootOn } from "../contestants/offshoot.ts"
import { table } from "../report/table.ts"
import { short } from "../report/words.ts"
import type { Settings } from "../settings.ts"
import { progress } from "./progress.ts"
import { turn } from "./turn.ts"

const slices = 20

/** The memory of one process of Offshoot over many clones, each slice on cleared tables. */
export const soak = Effect.fnUntraced(function* (bench: Bench, { clients, soakClones }: Settings) {
  const running = yield* offshootOn(bench, 1)
  const clones = Math.ceil(soakClones / slices)
  const load = { workload: "spread", clients, warmUpSeconds: 0, until: { clones } } as const
  const rows: Array<ReadonlyArray<string>> = []
  for (let slice = 1; slice <= slices; slice++) {
    const { clonesPerSecond } = yield* Effect.promise(() => turn(bench, "soak", running, load))
    const megabytes = running.pids.map(residentMegabytes)
    rows.push([(slice * clones).toLocaleString("en-US"), ...megabytes.map(short), short(clonesPerSecond)])
    progress(`soak: ${slice} of ${slices}`)
  }
  return { words: table(["clones so far", "resident MB", "clones/s"], rows) }
})

const residentMegabytes = (pid: number) => {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? []
  return Number(kilobytes) / 1024
}
