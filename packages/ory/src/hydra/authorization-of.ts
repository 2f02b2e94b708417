import { Redacted } from "effect"
import type { AdminCredentials } from "./introspection-settings.ts"

/** The header that shows our credentials to a gateway (RFC 7617, RFC 6750). */
export const authorizationOf = (credentials: AdminCredentials): { readonly authorization?: string } => {
  switch (credentials.type) {
    case "none":
      return {}
    case "basic": {
      const { password, username } = credentials
      const pair = Buffer.from(`${username}:${Redacted.value(password)}`, "utf8")
      return { authorization: `Basic ${pair.toString("base64")}` }
    }
    case "bearer":
      return { authorization: `Bearer ${Redacted.value(credentials.token)}` }
  }
}
