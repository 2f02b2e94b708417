import { Effect } from "effect"
import type { Bench } from "../contestants/contestant.ts"
import { offshootOn } from "../contestants/offshoot.ts"
import type { Outcome } from "../load/load.ts"
import { spreadOf } from "../report/statistics.ts"
import { table } from "../report/table.ts"
import { spreadWords } from "../report/words.ts"
import type { Settings } from "../settings.ts"
import { compiled } from "./compiled.ts"
import { turn } from "./turn.ts"

const workloads = ["spread", "hot", "forty"] as const

/** The same clients on one process of Offshoot, and shared by two on the same database. */
export const twoProcesses = Effect.fnUntraced(function* (bench: Bench, settings: Settings) {
  const one = yield* compiled(bench, settings, offshootOn(bench, 1))
  const two = yield* compiled(bench, settings, offshootOn(bench, 2))
  const rows: Array<ReadonlyArray<string>> = []
  for (const workload of workloads) {
    const [ofOne, ofTwo]: readonly [Array<Outcome>, Array<Outcome>] = [[], []]
    const load = { ...settings, workload, until: { seconds: settings.seconds } }
    for (let repeat = 0; repeat < settings.repeats; repeat++) {
      ofOne.push(yield* Effect.promise(() => turn(bench, "one process", one, load)))
      ofTwo.push(yield* Effect.promise(() => turn(bench, "two processes", two, load)))
    }
    const rates = (outcomes: ReadonlyArray<Outcome>) => outcomes.map(({ clonesPerSecond }) => clonesPerSecond)
    const smallerPart = ({ byServer, clonesPerSecond }: Outcome) => Math.min(...byServer) / clonesPerSecond
    const singles = rates(ofOne)
    rows.push([
      workload,
      spreadWords(spreadOf(singles)),
      spreadWords(spreadOf(rates(ofTwo))),
      spreadWords(spreadOf(rates(ofTwo).map((rate, repeat) => rate / (singles[repeat] ?? 0)))),
      spreadWords(spreadOf(ofTwo.map(smallerPart)))
    ])
  }
  return {
    words: table(["clones/s", "one process", "two processes", "two ÷ one", "part of the smaller of two"], rows)
  }
})
