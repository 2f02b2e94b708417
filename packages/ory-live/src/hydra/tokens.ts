import { answered } from "../answered.ts"
import type { Hydra } from "../hydra.ts"
import type { Client } from "./register-client.ts"

/** What a grant brings. */
export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly idToken: string | undefined
}

/** Asks Hydra for tokens by any grant. */
export const tokens = async (
  { publicUrl }: Hydra,
  { authorization }: Client,
  grant: Readonly<Record<string, string>>
): Promise<Tokens> => {
  const body = new URLSearchParams(grant)
  const answer = await answered(`${publicUrl}/oauth2/token`, { headers: { authorization }, body })
  return { accessToken: answer.access_token, refreshToken: answer.refresh_token, idToken: answer.id_token }
}
