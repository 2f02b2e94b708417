import { type Exchange, loopbackServer } from "./loopback-server.ts"
import type { KetoFault } from "./planted-fault.ts"
import { readApi } from "./read-api.ts"
import type { RelationTuple } from "./relation-tuple.ts"
import { route } from "./routes.ts"
import { writeApi } from "./write-api.ts"

/** Answers as an Ory Keto does that has loaded Offshoot's OPL file; its tuples are in memory. */
export interface StandInKeto {
  readonly readUrl: string
  readonly writeUrl: string
  /** What was asked on the read address, in order. */
  readonly asked: ReadonlyArray<Exchange>
  /** From now on the read address answers so, or where the function says so. */
  readonly plant: (fault: KetoFault | ((exchange: Exchange) => KetoFault | undefined)) => void
  /** Takes back what was planted. */
  readonly repair: () => void
  /** Closes both addresses; the tuples are kept for the next start. */
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
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
  const asked: Array<Exchange> = []
  let planted: (exchange: Exchange) => KetoFault | undefined = () => undefined

  const reading = readApi(() => [...tuples.values()], hasBatch)
  const writing = writeApi(tuples)
  const read = await loopbackServer((exchange) => {
    asked.push(exchange)
    return planted(exchange) ?? route(reading, exchange)
  })
  const write = await loopbackServer((exchange) => route(writing, exchange))

  return {
    readUrl: read.url,
    writeUrl: write.url,
    asked,
    plant: (fault) => {
      planted = typeof fault === "function" ? fault : () => fault
    },
    repair: () => {
      planted = () => undefined
    },
    stop: async () => void (await Promise.all([read.stop(), write.stop()])),
    start: async () => void (await Promise.all([read.start(), write.start()]))
  }
}
