import { type CloneOrder, nextClone } from "../stage/workload.ts"
import type { Load, Metered, Outcome } from "./load.ts"
import { Tally } from "./tally.ts"

/** Clones once, over the connection of one client; with `keep` it answers the clone, to be compared with what is stored. */
export type CloneOnce = (order: CloneOrder, client: number, keep: boolean) => Promise<unknown>

/** Puts what clones under a load; client number n uses server number n modulo the number of servers. */
export const drive = async (load: Load, metered: Metered, servers: number, cloneOnce: CloneOnce): Promise<Outcome> => {
  const tally = new Tally(load, metered, servers)
  const client = async (number: number) => {
    while (tally.next()) {
      const order = nextClone(load.workload)
      const keep = tally.sampling
      const startedAt = performance.now()
      try {
        const answer = await cloneOnce(order, number, keep)
        tally.answered(order, startedAt, number % servers)
        if (keep) tally.keep(answer)
      } catch (cause) {
        tally.failed(cause)
      }
    }
  }
  await Promise.all(Array.from({ length: load.clients }, (_, number) => client(number)))
  return tally.outcome()
}
