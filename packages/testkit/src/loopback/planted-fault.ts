import type { ServerResponse } from "node:http"

export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown
}

/** What comes in place of a server's own answer: another one, nothing at all, a beginning without an end, or a cut connection. */
export type PlantedFault = Reply | "silence" | "half an answer" | "cut"

export const send = (response: ServerResponse, reply: Reply | PlantedFault): void => {
  if (reply === "silence") return
  if (reply === "cut") {
    response.destroy()
  } else if (reply === "half an answer") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" }).write('{"a":')
  } else {
    const { body, headers = {}, status } = reply
    const type = typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8"
    response.writeHead(status, { ...(body === undefined ? {} : { "content-type": type }), ...headers })
    response.end(typeof body === "object" ? JSON.stringify(body) : body)
  }
}
