import { Authenticator, Fault, InsufficientUserAuthentication, InvalidToken } from "@offshoot/core"
import { Clock, Effect, Layer, Schema } from "effect"
import { opaqueToken } from "../opaque-token.ts"
import { ask } from "../upstream/ask.ts"
import { cannotTell } from "../upstream/cannot-tell.ts"
import { ExchangeFailed } from "../upstream/exchange-failed.ts"
import { below } from "../upstream/upstream-url.ts"
import { judgeSession } from "./judge-session.ts"
import { Session } from "./session.ts"
import type { WhoamiSettings } from "./whoami-settings.ts"

/**
 * Asks Kratos whom a session token speaks for, anew each time: a logout bites at once. Kratos says of a session that does
 * not exist, and of one that it failed to look up, the same: both are `InvalidToken`. A session that needs a second factor
 * first is `InsufficientUserAuthentication`; any other refusal says that our set-up is wrong, a `Fault`; what is no session
 * in an answer is `Unavailable`.
 */
export const make = (settings: WhoamiSettings): Authenticator["Service"] => {
  const { maxBodyBytes, publicUrl, timeoutMs } = settings
  const url = below(publicUrl, "/sessions/whoami")

  return {
    authenticate: Effect.fn("KratosWhoami.authenticate")(function* (credentials) {
      const token = yield* opaqueToken(credentials)
      const { body, status } = yield* ask({
        ...operation,
        url,
        // Nothing else of the caller's: Kratos takes cookies and Bearer tokens too.
        headers: { "x-session-token": token },
        understood: [200, 401, 403],
        timeoutMs,
        maxBodyBytes
      })
      if (status === 401) return yield* new InvalidToken({ reason: noSession })
      if (status === 403) return yield* needsSecondFactor(body) ? new InsufficientUserAuthentication() : refusedByProxy
      const session = yield* Effect.mapError(decodeSession(body), notASession)
      return yield* Effect.fromResult(judgeSession(settings, session, yield* Clock.currentTimeMillis))
    })
  }
}

export const layer = (settings: WhoamiSettings): Layer.Layer<Authenticator> =>
  Layer.succeed(Authenticator, make(settings))

const operation = { dependency: "Kratos", operation: "look a session up" }

const noSession =
  "Kratos has no active session for the token, or failed to look it up: it answers 401 to both, its /health/ready tells"

const needsSecondFactor = Schema.is(
  Schema.Struct({ error: Schema.Struct({ id: Schema.Literal("session_aal2_required") }) })
)

const refusedByProxy = new Fault({
  ...operation,
  cause: new ExchangeFailed({ message: "403 does not come from Kratos, but from something in front of it" })
})

const decodeSession = Schema.decodeUnknownEffect(Session)

/** What a schema says quotes the answer. */
const notASession = () => cannotTell(operation, "the answer is not a session")
