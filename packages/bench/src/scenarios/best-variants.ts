import { Effect } from "effect"
import type { Bench, Contestant, Variant } from "../contestants/contestant.ts"
import type { Load } from "../load/load.ts"
import { short } from "../report/words.ts"
import type { Settings } from "../settings.ts"
import type { WorkloadName } from "../stage/workload.ts"
import { progress } from "./progress.ts"
import { turn } from "./turn.ts"

/** Which variant of a contestant is the best under each workload: the one that counts. */
export type Best = ReadonlyMap<WorkloadName, Variant>

/** Tries all variants of a contestant, each in a process of its own, and prints what they came to. */
export const bestVariants = Effect.fnUntraced(function* (
  bench: Bench,
  { clients, trialSeconds, warmUpSeconds }: Settings,
  { title, variants }: Contestant,
  workloads: ReadonlyArray<WorkloadName>
) {
  const best = new Map<WorkloadName, { readonly variant: Variant; readonly rate: number }>()
  for (const variant of variants) {
    const tried: Array<string> = []
    if (variants.length === 1) {
      for (const workload of workloads) best.set(workload, { variant, rate: 0 })
      continue
    }
    yield* Effect.scoped(
      Effect.gen(function* () {
        const running = yield* variant.start(bench)
        for (const workload of workloads) {
          const load: Load = { workload, clients, warmUpSeconds, until: { seconds: trialSeconds } }
          const { clonesPerSecond } = yield* Effect.promise(() =>
            turn(bench, `${title} (${variant.label})`, running, load)
          )
          tried.push(`${workload} ${short(clonesPerSecond)}`)
          if (clonesPerSecond > (best.get(workload)?.rate ?? 0)) best.set(workload, { variant, rate: clonesPerSecond })
        }
      })
    )
    progress(`trial of ${title}, ${variant.label}: ${tried.join(", ")} clones/s`)
  }
  return new Map([...best].map(([workload, { variant }]) => [workload, variant])) satisfies Best
})
