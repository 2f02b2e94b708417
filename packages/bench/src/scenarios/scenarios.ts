import type { Effect, Scope } from "effect"
import type { Bench } from "../contestants/contestant.ts"
import { ceiling, embedded } from "../contestants/embedded.ts"
import { fastifyWith } from "../contestants/fastify.ts"
import { functionOver } from "../contestants/function.ts"
import { offshoot } from "../contestants/offshoot.ts"
import type { Report } from "../report/report.ts"
import type { Settings } from "../settings.ts"
import { comparison } from "./comparison.ts"
import { familySize } from "./family-size.ts"
import { loneClient } from "./lone-client.ts"
import { soak } from "./soak.ts"
import { stalePlans } from "./stale-plans.ts"
import { twoProcesses } from "./two-processes.ts"

/** What came of a scenario: words to print, and of the comparison a report to write and to draw. */
export interface Findings {
  readonly words: string
  readonly report?: Report
}

export const scenarioNames = [
  "comparison",
  "lone-client",
  "two-processes",
  "stale-plans",
  "family-size",
  "soak"
] as const
export type ScenarioName = (typeof scenarioNames)[number]

const contestants = ({ connections, only, pools }: Settings) =>
  [offshoot, fastifyWith(pools), functionOver(connections), embedded, ceiling].filter(({ key }) => only.includes(key))

export const scenarios: Readonly<
  Record<ScenarioName, (bench: Bench, settings: Settings) => Effect.Effect<Findings, never, Scope.Scope>>
> = {
  comparison: (bench, settings) => comparison(bench, settings, contestants(settings)),
  "lone-client": (bench, settings) => loneClient(bench, settings, contestants(settings)),
  "two-processes": twoProcesses,
  "stale-plans": stalePlans,
  "family-size": familySize,
  soak
}
