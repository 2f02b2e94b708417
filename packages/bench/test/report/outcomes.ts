import type { ContestantKey } from "../../src/contestants/contestant.ts"
import type { Outcome } from "../../src/load/load.ts"
import type { Result } from "../../src/report/report.ts"
import type { WorkloadName } from "../../src/stage/workload.ts"

/** A contestant's result whose repeats made so many clones a second. */
export const resultOf = (key: ContestantKey, workload: WorkloadName, rates: ReadonlyArray<number>): Result => ({
  key,
  title: `The <${key}> & more`,
  workload,
  variant: "as shipped",
  outcomes: rates.map(
    (clonesPerSecond): Outcome => ({
      clonesPerSecond,
      p50: 1,
      p99: 9,
      answered: 1,
      byServer: [],
      failures: [],
      samples: []
    })
  )
})
