import { Authenticator } from "@offshoot/core"
import { Clock, Effect, Layer, Result, Schema } from "effect"
import { checkClaims } from "../jwt/check-claims.ts"
import { hydraKind } from "../jwt/check-hydra.ts"
import { refuse } from "../jwt/refuse.ts"
import { requireScopes } from "../jwt/required-scopes.ts"
import { opaqueToken } from "../opaque-token.ts"
import { ask } from "../upstream/ask.ts"
import { cannotTell } from "../upstream/cannot-tell.ts"
import { below } from "../upstream/upstream-url.ts"
import { authorizationOf } from "./authorization-of.ts"
import { IntrospectionAnswer } from "./introspection-answer.ts"
import type { IntrospectionSettings } from "./introspection-settings.ts"
import { rememberBriefly } from "./remember-briefly.ts"

/**
 * Asks Hydra whom an access token speaks for (RFC 7662): a revocation bites at once, or `cacheSec` later. Hydra says of a
 * token that is not active, and of one that it failed to look up, the same: both are `InvalidToken`, and never remembered.
 * What it answers that is no such answer is `Unavailable`; that our credentials are refused is a `Fault`.
 */
export const make = (settings: IntrospectionSettings): Authenticator["Service"] => {
  const { adminUrl, auth, cacheSec, maxBodyBytes, requiredScopes, timeoutMs } = settings
  const url = below(adminUrl, "/admin/oauth2/introspect")
  const headers = { "content-type": "application/x-www-form-urlencoded", ...authorizationOf(auth) }

  return rememberBriefly(cacheSec, {
    authenticate: Effect.fn("HydraIntrospection.authenticate")(function* (credentials) {
      const token = yield* opaqueToken(credentials)
      const { body } = yield* ask({
        ...operation,
        url,
        method: "POST",
        headers,
        body: new URLSearchParams({ token }).toString(),
        understood: [200],
        timeoutMs,
        maxBodyBytes
      })
      const answer = yield* Effect.mapError(decodeAnswer(body), notAnAnswer)
      const caller = yield* Effect.fromResult(judge(settings, answer, yield* Clock.currentTimeMillis))
      return yield* Effect.fromResult(requireScopes(requiredScopes, caller))
    })
  })
}

export const layer = (settings: IntrospectionSettings): Layer.Layer<Authenticator> =>
  Layer.sync(Authenticator, () => make(settings))

const operation = { dependency: "Hydra", operation: "introspect a token" }

const decodeAnswer = Schema.decodeUnknownEffect(IntrospectionAnswer)

/** What a schema says quotes the answer. */
const notAnAnswer = () => cannotTell(operation, "the answer is not one about a token")

const judge = (settings: IntrospectionSettings, answer: IntrospectionAnswer, now: number) =>
  Result.gen(function* () {
    if (!answer.active) return yield* refuse("Hydra knows no such active token, or failed to look it up")
    // A refresh token is active too, and even its type is Bearer.
    if (answer.token_use !== "access_token") return yield* refuse("the token is no access token")
    if ((answer.token_type ?? "Bearer").toLowerCase() !== "bearer") return yield* refuse("the token is no Bearer token")
    if ((answer.client_id ?? "") === "") return yield* refuse("client_id does not name a client")
    const claims = yield* checkClaims(settings, answer, now)
    return { issuer: settings.issuer, kind: hydraKind(answer), ...claims }
  })
