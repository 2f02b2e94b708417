import { answered } from "../answered.ts"
import type { Hydra } from "../hydra.ts"

/** What Hydra says of a token of any kind. */
export const introspected = ({ adminUrl }: Hydra, token: string) =>
  answered(`${adminUrl}/admin/oauth2/introspect`, { body: new URLSearchParams({ token }) })
