import { type BreakableServer, breakableServer } from "../loopback/breakable-server.ts"
import type { Exchange } from "../loopback/loopback-server.ts"
import { opaque } from "../loopback/opaque.ts"
import type { Reply } from "../loopback/planted-fault.ts"
import { ready } from "../loopback/ready.ts"

/** What Hydra says of a token that is active (RFC 7662). */
type Said = Readonly<Record<string, unknown>>

/** Answers on the admin address as an Ory Hydra does that issued some opaque tokens; they are in memory, over a stop too. */
export interface StandInHydra extends Omit<BreakableServer, "url"> {
  readonly adminUrl: string
  /**
   * A new access token of a person who uses the client `app`, for the audience `offshoot`, for an hour from now by the
   * machine's clock; `said` replaces what Hydra says of it, and takes out what is undefined.
   */
  readonly issue: (said?: Said) => string
  /** The token is not active from now on. */
  readonly revoke: (token: string) => void
}

/**
 * Starts a stand-in for Ory Hydra's admin address on a free port of the loopback interface.
 *
 * @example
 * const hydra = await startStandInHydra("https://hydra.example/")
 * const token = hydra.issue({ sub: "ann" })
 * await hydra.stop()
 */
export const startStandInHydra = async (issuer: string): Promise<StandInHydra> => {
  const active = new Map<string, Said>()
  const { url, ...server } = await breakableServer((exchange) => answer(active, exchange))
  return {
    ...server,
    adminUrl: url,
    issue: (said) => {
      const token = opaque("ory_at_")
      active.set(token, { ...saidOf(issuer), ...said })
      return token
    },
    revoke: (token) => void active.delete(token)
  }
}

const saidOf = (iss: string): Said => {
  const iat = Math.floor(Date.now() / 1000)
  return {
    active: true,
    scope: "openid tasks",
    client_id: "app",
    sub: "ann",
    exp: iat + 3600,
    iat,
    nbf: iat,
    aud: ["offshoot"],
    iss,
    token_type: "Bearer",
    token_use: "access_token"
  }
}

const answer = (active: ReadonlyMap<string, Said>, { body, headers, method, path }: Exchange): Reply => {
  if (method === "GET" && path === "/health/ready") return ready
  if (path !== "/admin/oauth2/introspect") return { status: 404, body: "404 page not found\n" }
  if (method !== "POST") return { status: 405, headers: { allow: "POST" }, body: "Method Not Allowed\n" }
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded")
  const form = new URLSearchParams(isForm ? body : "")
  const said = active.get(form.get("token") ?? "")
  const scopes = String(said?.["scope"] ?? "").split(" ")
  const wanted = (form.get("scope") ?? "").split(" ").filter((scope) => scope !== "")
  // Also what Hydra fails to look up is answered so.
  return { status: 200, body: said && wanted.every((scope) => scopes.includes(scope)) ? said : { active: false } }
}
