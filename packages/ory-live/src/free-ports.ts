import { randomInt } from "node:crypto"
import { once } from "node:events"
import { createServer } from "node:net"

/**
 * Ports of this machine that nobody listens on, each given once: below those that systems give to outgoing connections, and
 * apart from those that a test running at the same time gets. So they are still free when a service comes to listen there,
 * or stops and starts again.
 */
export const freePorts = async (count: number): Promise<ReadonlyArray<number>> => {
  const ports: Array<number> = []
  while (ports.length < count) {
    given += 1
    const port = first + (given % each)
    if (await isFree(port)) ports.push(port)
  }
  return ports
}

/** Of each process that runs tests. */
const each = 1500
const first = 20_000 + (Number(process.env["VITEST_POOL_ID"] ?? 0) % 8) * each
let given = randomInt(each)

const isFree = async (port: number): Promise<boolean> => {
  const probe = createServer()
  try {
    const listening = once(probe, "listening")
    probe.listen(port, "127.0.0.1")
    await listening
    return true
  } catch {
    return false
  } finally {
    probe.close()
  }
}
