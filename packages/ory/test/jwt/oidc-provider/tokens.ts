import { createHash, randomBytes } from "node:crypto"
import { Effect, Schema } from "effect"
import { redirectUri, resource } from "./provider.ts"

const Tokens = Schema.Struct({ access_token: Schema.String, id_token: Schema.optionalKey(Schema.String) })
export interface Tokens extends Schema.Schema.Type<typeof Tokens> {}

/** The token of a program, by its secret. */
export const robotsTokens = (issuer: string): Effect.Effect<Tokens> =>
  Effect.promise(() =>
    post(`${issuer}/token`, {
      grant_type: "client_credentials",
      client_id: "robot",
      client_secret: "robots-secret",
      scope: "tasks:clone",
      resource
    })
  )

/** The tokens of a person who logs in to the app and consents, as in a browser. */
export const tokensOf = (issuer: string, person: string): Effect.Effect<Tokens> =>
  Effect.promise(async () => {
    const verifier = randomBytes(32).toString("base64url")
    const asked = new URLSearchParams({
      client_id: "app",
      response_type: "code",
      redirect_uri: redirectUri,
      scope: "openid tasks:clone",
      resource,
      nonce: "n-1",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256"
    })
    const code = await clickThrough(`${issuer}/auth?${asked}`, person)
    return post(`${issuer}/token`, {
      grant_type: "authorization_code",
      client_id: "app",
      redirect_uri: redirectUri,
      code_verifier: verifier,
      code,
      resource
    })
  })

const post = async (url: string, form: Readonly<Record<string, string>>): Promise<Tokens> => {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(form) })
  if (!response.ok) throw new Error(await response.text())
  return Schema.decodeUnknownSync(Tokens)(await response.json())
}

/** Follows redirects and sends forms until the app is called back with a code. */
const clickThrough = async (start: string, person: string): Promise<string> => {
  const cookies = new Map<string, string>()
  let next = new URL(start)
  let form: URLSearchParams | undefined
  for (let step = 0; step < 20; step++) {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ")
    const response = await fetch(next, {
      redirect: "manual",
      headers: { cookie },
      ...(form === undefined ? {} : { method: "POST", body: form })
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get("location")
    const page = await response.text()
    const [, prompt] = /name="prompt" value="(\w+)"/.exec(page) ?? []
    if (location === null && prompt === undefined) throw new Error(`${response.status}: ${page}`)
    form = location === null ? new URLSearchParams({ prompt: prompt ?? "", login: person, password: "any" }) : undefined
    next = location === null ? next : new URL(location, next)
    const code = next.searchParams.get("code")
    if (code !== null) return code
  }
  throw new Error("the app was not called back")
}
