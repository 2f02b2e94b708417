import type { Scope } from "effect"
import { HttpEffect, type HttpServerRequest } from "effect/http"
import type { SiteOptions } from "../site.ts"
import { type AdapterServices, type Adapters, buildApp } from "./app.ts"

/**
 * All routes as one fetch handler: for Hono, Next, Bun, Deno. Dispose it when the host has finished its requests.
 *
 * @example
 * const { handler, dispose } = await makeFetchHandler(adapters, { publicUrl: "https://example.com", prefix: "/offshoot" })
 * const response = await handler(request)
 */
export const makeFetchHandler = async (adapters: Adapters, options: SiteOptions) => {
  const { app, dispose, services } = await buildApp(adapters, options)
  const on = HttpEffect.toWebHandlerWith<AdapterServices, Scope.Scope | HttpServerRequest.HttpServerRequest>(services)
  const handler: (request: Request) => Promise<Response> = on(app)
  return { handler: (request: Request) => handler(request), dispose }
}
