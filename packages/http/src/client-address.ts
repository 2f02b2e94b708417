import { Option } from "effect"
import type { HttpServerRequest } from "effect/http"

/**
 * Where a request comes from: the address of the connection, or, behind so many proxies, the one that the outermost of them
 * was reached from. What clients write into the header before that counts for nothing.
 */
export const clientAddress = (
  { headers, remoteAddress }: Pick<HttpServerRequest.HttpServerRequest, "headers" | "remoteAddress">,
  proxies: number
): Option.Option<string> => {
  if (proxies === 0) return remoteAddress
  const forwarded = (headers["x-forwarded-for"] ?? "").split(",").map((address) => address.trim())
  const told = forwarded.at(-proxies)?.replace(port, "$1")
  // One that came round the proxies has fewer.
  return told ? Option.some(told) : remoteAddress
}

/** Some proxies write the client's port, which each connection has another of: `192.0.2.7:51234`, `[2001:db8::7]:51234`. */
const port = /^([^:]+|\[.+\]):\d+$/
