import { Effect } from "effect"
import { Pool } from "pg"
import { drive } from "../../load/drive.ts"
import type { Bench, Running } from "../contestant.ts"
import { callFunction, compared } from "./call-function.ts"
import type { FunctionForm } from "./clone-functions.ts"

/** Calls the function from this process, for all clients over so many connections. */
export const withNode = (bench: Bench, form: FunctionForm, connections: number) =>
  Effect.acquireRelease(
    Effect.sync(() => new Pool({ connectionString: bench.server.url, max: connections })),
    (pool) => Effect.promise(() => pool.end())
  ).pipe(
    Effect.map(
      (pool): Running => ({
        pids: [],
        run: async (load) => {
          const metered = { app: [process.pid], postgres: bench.server.pid }
          const outcome = await drive(load, metered, 1, (order) => callFunction(pool, form, load.workload, order))
          const kept = outcome.samples.map(({ answer }) => compared(pool, answer as Parameters<typeof compared>[1]))
          return { ...outcome, samples: await Promise.all(kept) }
        }
      })
    )
  )
