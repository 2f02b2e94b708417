import type { Effect, Scope } from "effect"
import { type Served, served } from "../upstream/served.ts"

export interface Answer {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What is answered, by method and path; a function sees what is asked. */
export type Answers = Readonly<Record<string, Answer | ((headers: NodeJS.Dict<string | Array<string>>) => Answer)>>

/** A server that answers so, and 404 to everything else. */
export const answering = (answers: (url: string) => Answers): Effect.Effect<Served, never, Scope.Scope> =>
  served((request, response) => {
    const asked = `${request.method} ${new URL(request.url ?? "/", "http://loopback").pathname}`
    const found = answers(`http://${request.headers.host}`)[asked] ?? { status: 404, body: "404 page not found" }
    const { body, headers, status = 200 } = typeof found === "function" ? found(request.headers) : found
    request.resume()
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body))
  })
