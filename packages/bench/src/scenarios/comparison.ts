import { Effect, type Scope } from "effect"
import type { Bench, Contestant, Running, Variant } from "../contestants/contestant.ts"
import type { Load, Outcome } from "../load/load.ts"
import { type Result, reportOf } from "../report/report.ts"
import { reportWords, short } from "../report/words.ts"
import type { Settings } from "../settings.ts"
import type { WorkloadName } from "../stage/workload.ts"
import { bestVariants } from "./best-variants.ts"
import { churned } from "./churn.ts"
import { compiled } from "./compiled.ts"
import { progress } from "./progress.ts"
import { turn } from "./turn.ts"

const workloads: ReadonlyArray<WorkloadName> = ["spread", "hot"]

/** A contestant under one workload, ready in the variant that counts there. */
interface Entry {
  readonly contestant: Contestant
  readonly workload: WorkloadName
  readonly variant: Variant
  readonly running: Running
}

/** All contestants on one server, turn after turn: every repeat has a turn of each, then one round with churn. */
export const comparison = Effect.fnUntraced(function* (
  bench: Bench,
  settings: Settings,
  contestants: ReadonlyArray<Contestant>
) {
  const entries: Array<Entry> = []
  for (const contestant of contestants) entries.push(...(yield* ready(bench, settings, contestant)))

  const outcomes = new Map<Entry, Array<Outcome>>(entries.map((entry) => [entry, []]))
  for (let repeat = 0; repeat < settings.repeats; repeat++) {
    for (const workload of workloads) {
      for (const entry of rotated(entries, repeat).filter((entry) => entry.workload === workload)) {
        const outcome = yield* Effect.promise(() =>
          turn(bench, entry.contestant.title, entry.running, loadOf(settings, workload))
        )
        outcomes.get(entry)?.push(outcome)
        progress(
          `repeat ${repeat + 1}, ${workload}, ${entry.contestant.title}: ${short(outcome.clonesPerSecond)} clones/s`
        )
      }
    }
  }
  for (const entry of entries.filter(({ workload }) => workload === "hot")) {
    const words = yield* Effect.promise(() =>
      churned(bench, entry.contestant.title, entry.running, churnLoadOf(settings, entry))
    )
    progress(words)
  }

  const results = [...outcomes].map(
    ([
      {
        contestant: { key, title },
        variant,
        workload
      },
      outcomes
    ]): Result => ({ key, title, workload, variant: variant.label, outcomes })
  )
  const report = reportOf(
    results.sort((one, other) => workloads.indexOf(one.workload) - workloads.indexOf(other.workload))
  )
  return { report, words: reportWords(report) }
})

/** Starts a contestant in its best variants; two workloads with one best variant share its process. */
const ready = Effect.fnUntraced(function* (bench: Bench, settings: Settings, contestant: Contestant) {
  const best = yield* bestVariants(bench, settings, contestant, workloads)
  const started = new Map<Variant, Running>()
  const start = (variant: Variant): Effect.Effect<Running, never, Scope.Scope> => {
    const running = started.get(variant)
    if (running !== undefined) return Effect.succeed(running)
    return Effect.tap(compiled(bench, settings, variant.start(bench)), (running) =>
      Effect.sync(() => started.set(variant, running))
    )
  }
  return yield* Effect.forEach([...best], ([workload, variant]) =>
    Effect.map(start(variant), (running): Entry => ({ contestant, workload, variant, running }))
  )
})

const loadOf = ({ clients, seconds, warmUpSeconds }: Settings, workload: WorkloadName): Load => ({
  workload,
  clients,
  warmUpSeconds,
  until: { seconds }
})

const churnLoadOf = (settings: Settings, { workload }: Entry): Load => ({
  ...loadOf(settings, workload),
  warmUpSeconds: 0,
  until: { seconds: settings.trialSeconds }
})

/** So that none always follows the same other. */
const rotated = <A>(all: ReadonlyArray<A>, by: number): ReadonlyArray<A> =>
  all.map((_, index) => all[(index + by * 2) % all.length]).filter((one) => one !== undefined)
