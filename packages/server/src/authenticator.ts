import { Authenticator, Unavailable } from "@offshoot/core"
import {
  AuthenticatorByShape,
  HydraIntrospection,
  JwtAuthenticator,
  type JwtIssuer,
  type KeySet,
  KratosWhoami,
  localKeySet
} from "@offshoot/ory"
import { Effect, Layer, Option } from "effect"
import type { CallerSettings } from "./config/callers.ts"

/** Finds out who is calling in every way that is configured, each for the tokens of its shape. */
export const layerAuthenticator = (settings: CallerSettings): Layer.Layer<Authenticator> =>
  Layer.sync(Authenticator, () => {
    const { issuers, opaqueTokens } = settings
    const accessToken = Option.map(settings.introspection, HydraIntrospection.make)
    const sessionToken = Option.map(settings.whoami, KratosWhoami.make)
    const bareToken = Option.flatMap(opaqueTokens, (by) => (by === "hydra" ? accessToken : sessionToken))
    return AuthenticatorByShape.make({
      ...(issuers.length > 0 && {
        jwt: JwtAuthenticator.make(issuers.map((issuer) => ({ issuer, keys: keysOf(issuer) })))
      }),
      ...(Option.isSome(accessToken) && { accessToken: accessToken.value }),
      ...(Option.isSome(sessionToken) && { sessionToken: sessionToken.value }),
      ...(Option.isSome(bareToken) && { bareToken: bareToken.value })
    })
  })

const keysOf = ({ jwks }: JwtIssuer): KeySet => (jwks === undefined ? () => Effect.fail(unread) : localKeySet(jwks))

const unread = new Unavailable({ dependency: "key set", operation: "find", outcome: "nothing stored" })
