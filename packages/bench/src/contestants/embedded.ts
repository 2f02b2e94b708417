import { Effect } from "effect"
import type { Load, Metered, Outcome } from "../load/load.ts"
import { startChild } from "../processes/child.ts"
import type { Contestant, Variant } from "./contestant.ts"

const program = new URL("./embedded/worker.ts", import.meta.url)

/** What of a clone the worker's host answers from memory; the rest is asked of Postgres. */
export type FromMemory = "permissions" | "permissions and shares"

/** What the worker is asked. */
export interface EmbeddedLoad {
  readonly load: Load
  readonly metered: Metered
}

const embedding = (label: string, fromMemory: FromMemory): Variant => ({
  label,
  start: (bench) =>
    Effect.gen(function* () {
      const child = yield* startChild(program, { args: [fromMemory], env: { DATABASE_URL: bench.server.url } })
      return {
        pids: [child.pid],
        run: (load) => {
          const message: EmbeddedLoad = { load, metered: { app: [child.pid], postgres: bench.server.pid } }
          return child.ask<Outcome>(message)
        }
      }
    })
})

/** A host has asked for permission before it calls, as whoever calls the function has. */
export const embedded: Contestant = {
  key: "embedded",
  title: "Offshoot embedded",
  variants: [embedding("as shipped", "permissions")]
}

/** The same program and writes without reading anything but names. */
export const ceiling: Contestant = {
  key: "ceiling",
  title: "Ceiling: Offshoot's writes alone",
  variants: [embedding("shares from memory", "permissions and shares")]
}
