import { answered } from "../answered.ts"
import type { Hydra } from "../hydra.ts"

/** A program that may ask Hydra for tokens, and its login there. */
export interface Client {
  readonly id: string
  readonly authorization: string
}

export const redirectUri = "http://127.0.0.1:3000/callback"
/** What every client may ask for. */
export const scope = "openid offline tasks:clone tasks:read"

/** Registers a client for the audiences, for both grants; its tokens are JWTs unless said otherwise. */
export const registerClient = async (
  { adminUrl }: Hydra,
  {
    accessTokens = "jwt",
    audience = ["offshoot"]
  }: { readonly accessTokens?: "jwt" | "opaque"; readonly audience?: ReadonlyArray<string> } = {}
): Promise<Client> => {
  const { client_id: id, client_secret: secret } = await answered(`${adminUrl}/admin/clients`, {
    body: {
      grant_types: ["client_credentials", "authorization_code", "refresh_token"],
      response_types: ["code"],
      redirect_uris: [redirectUri],
      scope,
      audience,
      access_token_strategy: accessTokens
    }
  })
  return { id, authorization: `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}` }
}
