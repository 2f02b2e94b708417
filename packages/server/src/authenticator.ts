import { Authenticator } from "@offshoot/core"
import { AuthenticatorByShape, HydraIntrospection, JwtAuthenticator, KratosWhoami, keySetOf } from "@offshoot/ory"
import { Effect, Layer, Option } from "effect"
import type { CallerSettings } from "./config/caller-settings.ts"

/** Finds out who is calling in every way that is configured, each for the tokens of its shape. */
export const layerAuthenticator = (settings: CallerSettings): Layer.Layer<Authenticator> =>
  Layer.effect(
    Authenticator,
    Effect.gen(function* () {
      const trusted = yield* Effect.forEach(settings.issuers, (issuer) =>
        Effect.map(keySetOf(issuer), (keys) => ({ issuer, keys }))
      )
      const accessToken = Option.map(settings.introspection, HydraIntrospection.make)
      const sessionToken = Option.map(settings.whoami, KratosWhoami.make)
      const unmarkedToken = Option.flatMap(settings.opaqueTokens, (by) => (by === "hydra" ? accessToken : sessionToken))
      return AuthenticatorByShape.make({
        ...(trusted.length > 0 && { jwt: JwtAuthenticator.make(trusted) }),
        ...(Option.isSome(accessToken) && { accessToken: accessToken.value }),
        ...(Option.isSome(sessionToken) && { sessionToken: sessionToken.value }),
        ...(Option.isSome(unmarkedToken) && { unmarkedToken: unmarkedToken.value })
      })
    })
  )
