import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http"
import { type PlantedFault, type Reply, send } from "./planted-fault.ts"

/** One request as it came. */
export interface Exchange {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Resolves when the answer is out, or who asked is gone. */
  readonly over: Promise<void>
}

export interface LoopbackServer {
  readonly url: string
  /** Closes every connection and takes no more, until it is started again under the same address. */
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
}

/** A started HTTP server on the loopback interface. */
export const loopbackServer = async (answer: (exchange: Exchange) => Reply | PlantedFault): Promise<LoopbackServer> => {
  const server = createServer((request, response) => {
    read(request, response).then(
      (exchange) => send(response, answer(exchange)),
      // Who asked was gone before the question was complete.
      () => response.destroy()
    )
  })
  let port = 0
  const start = async () => {
    const listening = Promise.withResolvers<void>()
    server.once("error", listening.reject).listen(port, "127.0.0.1", listening.resolve)
    await listening.promise
    server.off("error", listening.reject)
    const address = server.address()
    if (typeof address === "object" && address !== null) port = address.port
  }
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await start()
  return { url: `http://127.0.0.1:${port}`, start, stop }
}

const read = async (request: IncomingMessage, response: ServerResponse): Promise<Exchange> => {
  const over = new Promise<void>((resolve) => response.once("close", resolve))
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk)
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://loopback")
  return {
    method: request.method ?? "",
    path: pathname,
    query: searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString("utf8"),
    over
  }
}
