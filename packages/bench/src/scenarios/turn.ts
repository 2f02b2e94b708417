import { check } from "../check/check.ts"
import type { Meanwhile } from "../check/meanwhile.ts"
import type { Bench, Running } from "../contestants/contestant.ts"
import type { Load, Outcome } from "../load/load.ts"

/** One turn of a contestant: on cleared tables, under a load, and checked. */
export const turn = async (bench: Bench, who: string, running: Running, load: Load): Promise<Outcome> => {
  await bench.stage.clear()
  return checkedTurn(bench, who, running, load, "nothing")
}

/** The same on the tables as they are, which hold no clones. */
export const checkedTurn = async (
  bench: Bench,
  who: string,
  running: Running,
  load: Load,
  meanwhile: Meanwhile
): Promise<Outcome> => {
  const outcome = await running.run(load)
  await check(bench.stage.pool, `${who}, ${load.workload}`, outcome, meanwhile)
  return outcome
}
