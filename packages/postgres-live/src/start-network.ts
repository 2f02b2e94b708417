import { connect, createServer, type Socket } from "node:net"

interface Line {
  readonly client: Socket
  readonly server: Socket
  /** Nothing will ever pass it again, and neither end is told. */
  lost: boolean
}

/** A network between a client and its server, which can fail in every way that a network does. */
export interface LiveNetwork {
  /** Of the loopback interface: leads to the server. */
  readonly port: number
  /** Whatever was held back goes on. */
  readonly heal: () => void
  readonly stall: () => void
  readonly stallToServer: () => void
  readonly stallToClient: () => void
  /** New connections work, those that there are never again. */
  readonly lose: () => void
  /** Ends all connections, and refuses new ones until it heals. */
  readonly cut: () => void
  readonly stop: () => Promise<void>
}

export const startNetwork = async ({ hostname, port }: Pick<URL, "hostname" | "port">): Promise<LiveNetwork> => {
  const lines = new Set<Line>()
  const flow = { toServer: true, toClient: true, open: true }
  const apply = ({ client, lost, server }: Line) => {
    if (flow.toServer && !lost) client.resume()
    else client.pause()
    if (flow.toClient && !lost) server.resume()
    else server.pause()
  }
  const change = (to: Partial<typeof flow>) => {
    Object.assign(flow, to)
    for (const line of lines) apply(line)
  }
  const destroy = () => {
    for (const { client, server } of lines) for (const socket of [client, server]) socket.destroy()
  }
  const listener = createServer((client) => {
    if (!flow.open) {
      client.destroy()
      return
    }
    const line: Line = { client, server: connect(Number(port), hostname), lost: false }
    lines.add(line)
    for (const [from, to] of [
      [client, line.server],
      [line.server, client]
    ] as const) {
      from.on("data", (chunk) => to.write(chunk))
      from.on("end", () => to.end())
      from.on("error", () => to.destroy())
      from.on("close", () => {
        to.destroy()
        lines.delete(line)
      })
    }
    apply(line)
  })
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve))
  const address = listener.address()
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    heal: () => change({ toServer: true, toClient: true, open: true }),
    stall: () => change({ toServer: false, toClient: false }),
    stallToServer: () => change({ toServer: false }),
    stallToClient: () => change({ toClient: false }),
    lose: () => {
      for (const line of lines) {
        line.lost = true
        apply(line)
      }
    },
    cut: () => {
      flow.open = false
      destroy()
    },
    stop: async () => {
      destroy()
      await new Promise((resolve) => listener.close(resolve))
    }
  }
}
