import { answered } from "../answered.ts"
import type { Hydra } from "../hydra.ts"
import { type Client, redirectUri } from "./register-client.ts"
import { type Tokens, tokens } from "./tokens.ts"
import { newVisit } from "./visit.ts"

export interface Login {
  readonly subject: string
  readonly audience?: string
  readonly scope?: string
}

/** The tokens of a person who logs in and consents (authorization code); login and consent app are played here. */
export const personTokens = async (
  hydra: Hydra,
  client: Client,
  { audience = "offshoot", scope = "openid offline tasks:clone", subject }: Login
): Promise<Tokens> => {
  const visit = newVisit()
  const start = new URL("/oauth2/auth", hydra.publicUrl)
  start.search = `${new URLSearchParams({
    client_id: client.id,
    response_type: "code",
    redirect_uri: redirectUri,
    scope,
    audience,
    state: crypto.randomUUID(),
    nonce: crypto.randomUUID()
  })}`

  const login = await visit(start)
  const consent = await visit(await accept(hydra, "login", login, { subject }))
  const granted = { grant_scope: scope.split(" "), grant_access_token_audience: [audience] }
  const callback = await visit(await accept(hydra, "consent", consent, granted))
  return await tokens(hydra, client, {
    grant_type: "authorization_code",
    redirect_uri: redirectUri,
    code: parameter(callback, "code")
  })
}

/** What the login app, or the consent app, does with the challenge that it was visited with; answers where to go on. */
const accept = async ({ adminUrl }: Hydra, step: "login" | "consent", visited: URL, body: object): Promise<URL> => {
  const url = new URL(`/admin/oauth2/auth/requests/${step}/accept`, adminUrl)
  url.searchParams.set(`${step}_challenge`, parameter(visited, `${step}_challenge`))
  return new URL((await answered(url, { method: "PUT", body })).redirect_to)
}

const parameter = (url: URL, name: string): string => {
  const value = url.searchParams.get(name)
  if (value === null) throw new Error(`No ${name} in ${url}`)
  return value
}
