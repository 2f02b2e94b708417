import { randomUUID } from "node:crypto"
import { type BreakableServer, breakableServer } from "../loopback/breakable-server.ts"
import type { Exchange } from "../loopback/loopback-server.ts"
import { opaque } from "../loopback/opaque.ts"
import type { Reply } from "../loopback/planted-fault.ts"
import { ready } from "../loopback/ready.ts"
import { refused } from "./refused.ts"

/** A session as whoami shows it. */
type Session = Readonly<Record<string, unknown>>

/** Answers on the public address as an Ory Kratos does where some people are logged in; they are in memory, over a stop too. */
export interface StandInKratos extends Omit<BreakableServer, "url"> {
  readonly publicUrl: string
  /**
   * The token of a new session of somebody new, for an hour from now by the machine's clock; `session` and `identity`
   * replace members of theirs, and take out what is undefined.
   */
  readonly logIn: (session?: Session, identity?: Readonly<Record<string, unknown>>) => string
  readonly logOut: (token: string) => void
}

/**
 * Starts a stand-in for Ory Kratos' public address on a free port of the loopback interface. A session of the first level
 * of assurance, when the second is required, is answered as one that lacks it.
 *
 * @example
 * const kratos = await startStandInKratos()
 * const token = kratos.logIn({}, { id: "…" })
 * await kratos.stop()
 */
export const startStandInKratos = async ({ requiresAal2 = false } = {}): Promise<StandInKratos> => {
  const sessions = new Map<string, Session>()
  const { url, ...server } = await breakableServer((exchange) => answer(sessions, requiresAal2, exchange))
  return {
    ...server,
    publicUrl: url,
    logIn: (session, identity) => {
      const token = opaque("ory_st_")
      sessions.set(token, { ...sessionOf(identity), ...session })
      return token
    },
    logOut: (token) => void sessions.delete(token)
  }
}

const sessionOf = (identity: Readonly<Record<string, unknown>> = {}): Session => {
  const now = Date.now()
  const issued = new Date(now).toISOString()
  return {
    id: randomUUID(),
    active: true,
    expires_at: new Date(now + 3_600_000).toISOString(),
    authenticated_at: issued,
    authenticator_assurance_level: "aal1",
    authentication_methods: [{ method: "password", aal: "aal1", completed_at: issued }],
    issued_at: issued,
    identity: {
      id: randomUUID(),
      schema_id: "default",
      schema_url: "https://kratos.example/schemas/ZGVmYXVsdA",
      state: "active",
      state_changed_at: issued,
      traits: { email: "ann@example.com" },
      metadata_public: null,
      created_at: issued,
      updated_at: issued,
      organization_id: null,
      ...identity
    },
    devices: [{ id: randomUUID(), ip_address: "192.0.2.1", user_agent: "stand-in", location: "" }]
  }
}

const answer = (sessions: ReadonlyMap<string, Session>, requiresAal2: boolean, exchange: Exchange): Reply => {
  const { method, path } = exchange
  if (method === "GET" && path === "/health/ready") return ready
  if (path !== "/sessions/whoami") return { status: 404, body: "404 page not found\n" }
  if (method !== "GET") return { status: 405, headers: { allow: "GET" }, body: "Method Not Allowed\n" }
  const session = sessions.get(tokenOf(exchange))
  if (session === undefined) return refused.noSession
  return requiresAal2 && session["authenticator_assurance_level"] === "aal1"
    ? refused.needsAal2
    : { status: 200, body: session }
}

/** Kratos looks at the header of its own first, then at the cookie, then at `Authorization`. */
const tokenOf = ({ headers }: Exchange): string => {
  const [, cookie] = /(?:^|; )ory_kratos_session=([^;]*)/.exec(headers.cookie ?? "") ?? []
  const [, bearer] = /^bearer (.*)$/i.exec(headers.authorization ?? "") ?? []
  return [headers["x-session-token"]].flat()[0] || cookie || bearer || ""
}
