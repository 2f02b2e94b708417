import { Effect } from "effect"
import type { Load, Metered, Outcome } from "../load/load.ts"
import { startChild } from "../processes/child.ts"
import type { Contestant } from "./contestant.ts"

const program = new URL("./embedded/worker.ts", import.meta.url)

/** What the worker is asked. */
export interface EmbeddedLoad {
  readonly load: Load
  readonly metered: Metered
}

export const embedded: Contestant = {
  key: "embedded",
  title: "Offshoot embedded",
  variants: [
    {
      label: "as shipped",
      start: (bench) =>
        Effect.gen(function* () {
          const child = yield* startChild(program, { env: { DATABASE_URL: bench.server.url } })
          return {
            pids: [child.pid],
            run: (load) => {
              const message: EmbeddedLoad = { load, metered: { app: [child.pid], postgres: bench.server.pid } }
              return child.ask<Outcome>(message)
            }
          }
        })
    }
  ]
}
