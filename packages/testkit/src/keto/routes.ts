import type { Exchange } from "../loopback/loopback-server.ts"
import type { Reply } from "../loopback/planted-fault.ts"
import { ready } from "../loopback/ready.ts"
import { Refusal } from "./refusal.ts"

/** What a server answers, by method and path; a handler may throw a {@link Refusal}. */
export type Routes = Readonly<Record<string, Readonly<Record<string, (exchange: Exchange) => Reply>>>>

/** The answer of the route that a request asks for, as Keto words it also where there is none. */
export const route = (routes: Routes, exchange: Exchange): Reply => {
  const methods = Object.hasOwn(routes, exchange.path) ? routes[exchange.path] : undefined
  if (methods === undefined) return { status: 404, body: "404 page not found\n" }
  const handler = Object.hasOwn(methods, exchange.method) ? methods[exchange.method] : undefined
  if (handler === undefined) {
    return { status: 405, headers: { allow: Object.keys(methods).join(", ") }, body: "Method Not Allowed\n" }
  }
  try {
    return handler(exchange)
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.body }
    throw error
  }
}

/** What Keto says of its health, on either address. */
export const healthRoutes: Routes = {
  "/health/alive": { GET: () => ready },
  "/health/ready": { GET: () => ready }
}
