import { connect, createServer, type Socket } from "node:net"
import { Effect } from "effect"

interface Line {
  readonly client: Socket
  readonly server: Socket
  /** Nothing will ever pass it again, and neither end is told. */
  lost: boolean
}

/** A network between a node and its database, which can fail in every way that a network does. */
export const makeNetwork = (host: string, port: number) =>
  Effect.map(
    Effect.acquireRelease(
      Effect.promise(async () => {
        const lines = new Set<Line>()
        const flow = { toServer: true, toClient: true, open: true }
        const apply = ({ client, lost, server }: Line) => {
          if (flow.toServer && !lost) client.resume()
          else client.pause()
          if (flow.toClient && !lost) server.resume()
          else server.pause()
        }
        const listener = createServer((client) => {
          if (!flow.open) {
            client.destroy()
            return
          }
          const server = connect(port, host)
          const line: Line = { client, server, lost: false }
          lines.add(line)
          for (const [from, to] of [
            [client, server],
            [server, client]
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
        return { apply, flow, lines, listener }
      }),
      ({ lines, listener }) =>
        Effect.promise(async () => {
          for (const { client, server } of lines) for (const socket of [client, server]) socket.destroy()
          await new Promise((resolve) => listener.close(resolve))
        })
    ),
    ({ apply, flow, lines, listener }) => {
      const address = listener.address()
      const change = (to: Partial<typeof flow>) =>
        Effect.sync(() => {
          Object.assign(flow, to)
          for (const line of lines) apply(line)
        })
      return {
        port: typeof address === "object" && address !== null ? address.port : 0,
        /** Whatever was held back goes on. */
        heal: change({ toServer: true, toClient: true, open: true }),
        stall: change({ toServer: false, toClient: false }),
        stallToServer: change({ toServer: false }),
        stallToClient: change({ toClient: false }),
        /** New connections work, those that there are never again. */
        lose: Effect.sync(() => {
          for (const line of lines) {
            line.lost = true
            apply(line)
          }
        }),
        /** Ends all connections, and refuses new ones until it heals. */
        cut: Effect.sync(() => {
          flow.open = false
          for (const { client, server } of lines) for (const socket of [client, server]) socket.destroy()
        })
      }
    }
  )
