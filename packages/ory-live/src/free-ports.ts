import { randomInt } from "node:crypto"
import { once } from "node:events"
import { createServer } from "node:net"

/**
 * Ports of this machine that nobody listens on, below those that systems give to outgoing connections: a service that
 * stops and starts again finds its port free.
 */
export const freePorts = async (count: number): Promise<ReadonlyArray<number>> => {
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) ports.add(port)
  }
  return [...ports]
}

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
