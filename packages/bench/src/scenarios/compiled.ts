import { Effect, type Scope } from "effect"
import type { Bench, Running } from "../contestants/contestant.ts"
import type { Settings } from "../settings.ts"
import { turn } from "./turn.ts"

/**
 * Starts a contestant, and loads its process before it counts, where it has one that stays: what runs often is compiled
 * only then.
 */
export const compiled = (
  bench: Bench,
  { clients, compileSeconds }: Settings,
  start: Effect.Effect<Running, never, Scope.Scope>
) =>
  Effect.tap(start, (running) => {
    const load = { workload: "spread", clients, warmUpSeconds: 0, until: { seconds: compileSeconds } } as const
    return running.pids.length === 0 ? Effect.void : Effect.promise(() => turn(bench, "compiling", running, load))
  })
