import { Authenticator, InvalidToken } from "@offshoot/core"
import { Effect, Layer, Redacted } from "effect"

/** Who verifies tokens of which shape; a shape that nobody verifies is refused. */
export interface AuthenticatorsByShape {
  readonly jwt?: Authenticator["Service"]
  /** Of Hydra's opaque access tokens, `ory_at_…`. */
  readonly accessToken?: Authenticator["Service"]
  /** Of Kratos' session tokens, `ory_st_…`. */
  readonly sessionToken?: Authenticator["Service"]
  /** Of opaque tokens that do not say what they are, as those do not that older versions made. */
  readonly unmarkedToken?: Authenticator["Service"]
}

/**
 * Hands a token to the one authenticator of its shape, whose answer is final: a token that it refuses, or cannot judge, is
 * shown to no other.
 */
export const make = (authenticators: AuthenticatorsByShape): Authenticator["Service"] => ({
  authenticate: (credentials) => {
    const shape = shapeOf(Redacted.value(credentials))
    const authenticator = shape === undefined ? undefined : authenticators[shape]
    return authenticator === undefined ? noAuthenticator : authenticator.authenticate(credentials)
  }
})

export const layer = (authenticators: AuthenticatorsByShape): Layer.Layer<Authenticator> =>
  Layer.succeed(Authenticator, make(authenticators))

const noAuthenticator = Effect.fail(new InvalidToken({ reason: "tokens of this shape are not accepted" }))

const shapeOf = (token: string): keyof AuthenticatorsByShape | undefined => {
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return "jwt"
  if (token.startsWith("ory_at_")) return "accessToken"
  if (token.startsWith("ory_st_")) return "sessionToken"
  // Ory's other tokens say what they are too, and are nothing that a caller shows: ory_rt_ is a refresh token.
  return token.startsWith("ory_") ? undefined : "unmarkedToken"
}
