import { type Exchange, type LoopbackServer, loopbackServer } from "./loopback-server.ts"
import type { PlantedFault, Reply } from "./planted-fault.ts"

/** A server that notes what it is asked, and answers what a test plants in place of its own answers. */
export interface BreakableServer extends LoopbackServer {
  /** What was asked, in order. */
  readonly asked: ReadonlyArray<Exchange>
  /** From now on this is the answer, or where the function says so. */
  readonly plant: (fault: PlantedFault | ((exchange: Exchange) => PlantedFault | undefined)) => void
  /** Takes back what was planted. */
  readonly repair: () => void
}

/** A started server on the loopback interface that a test can break. */
export const breakableServer = async (answer: (exchange: Exchange) => Reply): Promise<BreakableServer> => {
  const asked: Array<Exchange> = []
  let planted: (exchange: Exchange) => PlantedFault | undefined = () => undefined
  const server = await loopbackServer((exchange) => {
    asked.push(exchange)
    return planted(exchange) ?? answer(exchange)
  })
  return {
    ...server,
    asked,
    plant: (fault) => {
      planted = typeof fault === "function" ? fault : () => fault
    },
    repair: () => {
      planted = () => undefined
    }
  }
}
