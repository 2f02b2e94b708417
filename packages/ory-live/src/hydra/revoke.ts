import { answered } from "../answered.ts"
import type { Hydra } from "../hydra.ts"
import type { Client } from "./register-client.ts"

/** Takes a token back: one that Hydra is asked about is worth nothing from then on, a JWT lives on. */
export const revoke = ({ publicUrl }: Hydra, { authorization }: Client, token: string): Promise<unknown> =>
  answered(`${publicUrl}/oauth2/revoke`, { headers: { authorization }, body: new URLSearchParams({ token }) })
