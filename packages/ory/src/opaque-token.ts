import { InvalidToken } from "@offshoot/core"
import { Effect, Redacted } from "effect"

/** The longest token that anybody is asked about, in bytes. */
const maximumBytes = 8192

/** An opaque token that can be sent on as it is: only the characters of a Bearer token (RFC 6750), and not too many. */
export const opaqueToken = (credentials: Redacted.Redacted): Effect.Effect<string, InvalidToken> => {
  const token = Redacted.value(credentials)
  return token.length <= maximumBytes && /^[\w.~+/-]+=*$/.test(token)
    ? Effect.succeed(token)
    : Effect.fail(new InvalidToken({ reason: "the token is too long, or no Bearer token" }))
}
