import type { ContestantKey } from "../contestants/contestant.ts"
import type { Outcome } from "../load/load.ts"
import type { WorkloadName } from "../stage/workload.ts"
import { type Spread, spreadOf } from "./statistics.ts"

/** What came of one contestant under one workload, one outcome for each repeat. */
export interface Result {
  readonly key: ContestantKey
  readonly title: string
  readonly workload: WorkloadName
  readonly variant: string
  readonly outcomes: ReadonlyArray<Outcome>
}

/** The same, summed up. CPU is in µs per clone, p50 and p99 in milliseconds. */
export interface ContestantReport {
  readonly key: ContestantKey
  readonly title: string
  readonly workload: WorkloadName
  readonly variant: string
  readonly clonesPerSecond: Spread
  readonly p50: Spread
  readonly p99: Spread
  readonly cpu?: { readonly app: Spread; readonly postgres: Spread; readonly client?: Spread } | undefined
}

/** What the bench writes. */
export interface Report {
  /** Clones per second of one contestant divided by those of another in the same repeat. */
  readonly ratios: Readonly<Record<string, Spread>>
  readonly contestants: ReadonlyArray<ContestantReport>
}

export const reportOf = (results: ReadonlyArray<Result>): Report => ({
  ratios: ratiosOf(results),
  contestants: results.map(summed)
})

const summed = ({ key, outcomes, title, variant, workload }: Result): ContestantReport => {
  const over = (value: (outcome: Outcome) => number) => spreadOf(outcomes.map(value))
  const cpu = outcomes.every(({ cpu }) => cpu !== undefined) && {
    app: over(({ cpu }) => cpu?.app ?? 0),
    postgres: over(({ cpu }) => cpu?.postgres ?? 0),
    ...(outcomes.every(({ cpu }) => cpu?.client !== undefined) && { client: over(({ cpu }) => cpu?.client ?? 0) })
  }
  return {
    key,
    title,
    workload,
    variant,
    clonesPerSecond: over(({ clonesPerSecond }) => clonesPerSecond),
    p50: over(({ p50 }) => p50),
    p99: over(({ p99 }) => p99),
    ...(cpu ? { cpu } : {})
  }
}

const pairs = [
  ["http", "fastify"],
  ["http", "function"],
  ["embedded", "function"],
  ["ceiling", "function"]
] as const

const ratiosOf = (results: ReadonlyArray<Result>): Report["ratios"] => {
  const ratios: Record<string, Spread> = {}
  for (const workload of new Set(results.map(({ workload }) => workload))) {
    for (const [one, other] of pairs) {
      const rates = (wanted: ContestantKey) =>
        results
          .find(({ key, workload: of }) => key === wanted && of === workload)
          ?.outcomes.map(({ clonesPerSecond }) => clonesPerSecond) ?? []
      const others = rates(other)
      const quotients = rates(one).flatMap((rate, repeat) => (others[repeat] ? [rate / others[repeat]] : []))
      if (quotients.length > 0) ratios[`${workload}.${one}_vs_${other}`] = spreadOf(quotients)
    }
  }
  return ratios
}
