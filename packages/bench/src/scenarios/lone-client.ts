import { Effect } from "effect"
import type { Bench, Contestant } from "../contestants/contestant.ts"
import type { Outcome } from "../load/load.ts"
import { spreadOf } from "../report/statistics.ts"
import { table } from "../report/table.ts"
import { spreadWords } from "../report/words.ts"
import type { Settings } from "../settings.ts"
import { bestVariants } from "./best-variants.ts"
import { compiled } from "./compiled.ts"
import { turn } from "./turn.ts"

/** How long one client alone waits for a clone, contestant after contestant. */
export const loneClient = Effect.fnUntraced(function* (
  bench: Bench,
  settings: Settings,
  contestants: ReadonlyArray<Contestant>
) {
  const alone = { ...settings, clients: 1 }
  const entries = yield* Effect.forEach(
    contestants,
    Effect.fnUntraced(function* (contestant) {
      const variant = (yield* bestVariants(bench, alone, contestant, ["spread"])).get("spread")
      if (variant === undefined) throw new Error(`${contestant.title} cloned nothing`)
      const outcomes: Array<Outcome> = []
      return { contestant, variant, running: yield* compiled(bench, settings, variant.start(bench)), outcomes }
    })
  )
  for (let repeat = 0; repeat < settings.repeats; repeat++) {
    for (const { contestant, outcomes, running } of entries) {
      const load = {
        workload: "spread",
        clients: 1,
        warmUpSeconds: settings.warmUpSeconds,
        until: { seconds: settings.seconds }
      } as const
      outcomes.push(yield* Effect.promise(() => turn(bench, contestant.title, running, load)))
    }
  }
  const rows = entries.map(({ contestant, outcomes, variant }) => [
    `${contestant.title} (${variant.label})`,
    spreadWords(spreadOf(outcomes.map(({ p50 }) => p50))),
    spreadWords(spreadOf(outcomes.map(({ p99 }) => p99)))
  ])
  return { words: table(["one client", "p50 ms", "p99 ms"], rows) }
})
