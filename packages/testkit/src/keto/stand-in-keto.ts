import { type BreakableServer, breakableServer } from "../loopback/breakable-server.ts"
import { loopbackServer } from "../loopback/loopback-server.ts"
import { readApi } from "./read-api.ts"
import type { RelationTuple } from "./relation-tuple.ts"
import { route } from "./routes.ts"
import { writeApi } from "./write-api.ts"

/**
 * Answers as an Ory Keto does that has loaded Offshoot's OPL file; its tuples are in memory, over a stop too. What is asked
 * on the read address is noted, and faults are planted there.
 */
export interface StandInKeto extends Omit<BreakableServer, "url"> {
  readonly readUrl: string
  readonly writeUrl: string
}

/**
 * Starts a stand-in for Ory Keto on two free ports of the loopback interface. Without batches it is a Keto before 0.14.
 *
 * @example
 * const keto = await startStandInKeto()
 * keto.plant({ status: 503 })
 * await keto.stop()
 */
export const startStandInKeto = async ({ hasBatch = true } = {}): Promise<StandInKeto> => {
  const tuples = new Map<string, RelationTuple>()
  const reading = readApi(() => [...tuples.values()], hasBatch)
  const writing = writeApi(tuples)
  const { url: readUrl, ...read } = await breakableServer((exchange) => route(reading, exchange))
  const write = await loopbackServer((exchange) => route(writing, exchange))

  return {
    ...read,
    readUrl,
    writeUrl: write.url,
    stop: async () => void (await Promise.all([read.stop(), write.stop()])),
    start: async () => void (await Promise.all([read.start(), write.start()]))
  }
}
