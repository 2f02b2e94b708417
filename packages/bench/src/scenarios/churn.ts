import type { Bench, Running } from "../contestants/contestant.ts"
import type { Load } from "../load/load.ts"
import { short } from "../report/words.ts"
import { startChurn } from "./start-churn.ts"
import { checkedTurn } from "./turn.ts"

/** How many clones must be deleted, and how many renamed, for the turn to say anything. */
const fewest = 10

/** A turn during which clones are deleted and renamed; no name may be doubled, and no clone may fail. */
export const churned = async (bench: Bench, who: string, running: Running, load: Load): Promise<string> => {
  await bench.stage.clear()
  const { done, stop } = startChurn(bench.stage.pool)
  const run = (load: Load) => running.run(load).finally(stop)
  const { answered } = await checkedTurn(bench, who, { ...running, run }, load, "churn")
  const words = `${done.deleted} deleted and ${done.renamed} renamed`
  if (Math.min(done.deleted, done.renamed) < fewest) throw new Error(`too few clones of ${who} were churned: ${words}`)
  return `churn, ${load.workload}, ${who}: right after ${short(answered)} clones, ${words}`
}
