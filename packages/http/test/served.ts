import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { type Context, Layer, Logger } from "effect"
import { onTestFinished } from "vitest"
import { makeNodeListener, type SiteOptions } from "../src/index.ts"
import { type AllPorts, organizationId, setStage, target } from "./stage.ts"

export const publicUrl = "https://offshoot.example"

export interface Sent {
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, or as it is if it is a string. */
  readonly body?: unknown
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // Answers are what the tests judge: JSON of any form.
  readonly body: Json
}

/** JSON whose members are there until a test finds otherwise. */
export interface Json {
  readonly [member: string]: Json
  readonly [index: number]: Json
}

/** The node listener on a port of its own, closed with the test. */
export const serve = async (
  replace?: Context.Context<never> | Context.Context<AllPorts>,
  options: Partial<SiteOptions> = {}
) => {
  const stage = await setStage(replace)
  const adapters = Layer.merge(stage.adapters, Logger.layer([]))
  const { dispose, listener } = await makeNodeListener(adapters, { publicUrl, ...options })
  const server = createServer(listener)
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await dispose()
  })
  const { port } = server.address() as AddressInfo
  const call = caller(`http://127.0.0.1:${port}`)
  return { ...stage, call, port }
}

/** Sends requests to an address and reads what comes back. */
export const caller =
  (url: string, send: (request: Request) => Promise<Response> = fetch) =>
  async (method: string, path: string, { body, headers, token }: Sent = {}): Promise<Answer> => {
    const json = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body)
    const response = await send(
      new Request(`${url}${path}`, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(json === null ? {} : { "content-type": "application/json" }),
          ...headers
        },
        body: json
      })
    )
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === "" ? {} : JSON.parse(text) }
  }

export type Call = ReturnType<typeof caller>

/** The path of a project's tasks. */
export const tasksOf = (project: string = target, organization: string = organizationId) =>
  `/api/v1/org/${organization}/project/${project}/task`
