import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http"
import { Effect, Queue } from "effect"

/** A server on the loopback interface, while the scope lasts. */
export interface Served {
  readonly url: string
  /** What was asked so far. */
  readonly requests: ReadonlyArray<IncomingMessage>
  /** How many connections are open. */
  readonly open: () => number
  /** The next request that came, and was not taken yet. */
  readonly arrived: Effect.Effect<IncomingMessage>
  /** Waits until all connections are closed, by whomever. */
  readonly left: Effect.Effect<void>
  /** Ends every connection, takes no more, and is back under the same address. */
  readonly restart: Effect.Effect<void>
}

export const served = Effect.fnUntraced(function* (listener: RequestListener) {
  const requests: Array<IncomingMessage> = []
  const arrivals = yield* Queue.unbounded<IncomingMessage>()
  const sockets = new Set<object>()
  let whenLeft = () => {}
  const server = createServer((request, response) => {
    requests.push(request)
    Queue.offerUnsafe(arrivals, request)
    listener(request, response)
  }).on("connection", (socket) => {
    sockets.add(socket)
    socket.once("close", () => {
      sockets.delete(socket)
      if (sockets.size === 0) whenLeft()
    })
  })
  const listen = (port: number) =>
    Effect.promise(
      () =>
        new Promise<number>((resolve, reject) => {
          server.once("error", reject).listen(port, "127.0.0.1", () => {
            server.off("error", reject)
            const address = server.address()
            resolve(typeof address === "object" && address !== null ? address.port : 0)
          })
        })
    )
  const close = Effect.promise(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  )
  const port = yield* Effect.acquireRelease(listen(0), () => close)
  const one: Served = {
    url: `http://127.0.0.1:${port}`,
    requests,
    open: () => sockets.size,
    arrived: Queue.take(arrivals),
    left: Effect.promise(() => {
      const gone = new Promise<void>((resolve) => {
        whenLeft = resolve
      })
      return sockets.size === 0 ? Promise.resolve() : gone
    }),
    restart: Effect.andThen(close, listen(port))
  }
  return one
})

/** Answers every request alike. */
export const always =
  (status: number, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(status, headers).end(body)
  }

/** Answers every request with so many spaces, as fast as they are read. */
export const flood =
  (bytes: number) =>
  (_: IncomingMessage, response: ServerResponse): void => {
    let left = bytes
    const write = () => {
      while (left > 0 && !response.destroyed && response.write(" ".repeat(Math.min(left, 65_536)))) left -= 65_536
      if (left <= 0) response.end()
    }
    response.on("drain", write)
    write()
  }
