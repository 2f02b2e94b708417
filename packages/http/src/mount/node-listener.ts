import type { IncomingMessage, ServerResponse } from "node:http"
import { NodeHttpServer } from "@effect/platform-node"
import { Effect } from "effect"
import type { SiteOptions } from "../site.ts"
import { type Adapters, buildApp } from "./app.ts"

/**
 * All routes as one listener of `node:http`, also for Express and Fastify: before whatever reads bodies. Close the host's
 * server first, which lets requests finish, then dispose.
 *
 * @example
 * const { listener, dispose } = await makeNodeListener(adapters, { publicUrl: "https://example.com" })
 * createServer(listener)
 */
export const makeNodeListener = async (adapters: Adapters, options: SiteOptions) => {
  const { app, dispose, scope, services } = await buildApp(adapters, options)
  const handler = await NodeHttpServer.makeHandler(app, { scope }).pipe(
    Effect.provideContext(services),
    Effect.runPromise
  )
  const listener = (request: IncomingMessage, response: ServerResponse): void => handler(request, response)
  return { listener, dispose }
}
