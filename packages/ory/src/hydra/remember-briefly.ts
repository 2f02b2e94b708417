import type { Authenticator } from "@offshoot/core"
import { Clock, Effect, Redacted } from "effect"
import { digestOf, rememberedTokens } from "../remembered-tokens.ts"

/** How many callers are remembered at most. */
const capacity = 10_000

/**
 * Takes a good answer again for some seconds, never past the end of its token: so much later a revocation bites. Refusals
 * and failures are asked about anew each time.
 */
export const rememberBriefly = (seconds: number, asked: Authenticator["Service"]): Authenticator["Service"] => {
  if (seconds === 0) return asked
  const remembered = rememberedTokens(capacity)
  return {
    authenticate: Effect.fnUntraced(function* (credentials) {
      const digest = digestOf(Redacted.value(credentials))
      const now = yield* Clock.currentTimeMillis
      const known = remembered.find(digest, now)
      if (known !== undefined) return known.caller
      const caller = yield* asked.authenticate(credentials)
      // Counted from before the question: while it was answered the token may have been revoked.
      const until = Math.min(now + seconds * 1000, caller.expiresAt ?? now)
      remembered.remember(digest, { caller, at: now, until })
      return caller
    })
  }
}
