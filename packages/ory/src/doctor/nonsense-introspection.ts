import { Schema } from "effect"
import { below } from "../upstream/upstream-url.ts"

/** The question about a token that nobody has, to what may be the admin API of a Hydra. */
export const introspectionOf = (base: string, headers: Readonly<Record<string, string>> = {}) => ({
  url: below(base, "/admin/oauth2/introspect"),
  method: "POST" as const,
  headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
  body: new URLSearchParams({ token: "ory_at_offshoot-doctor" }).toString()
})

/** Whether what was answered is what a Hydra says of a token. */
export const isIntrospection = Schema.is(Schema.Struct({ active: Schema.Boolean }))
