import { hash } from "node:crypto"
import type { Authenticator, Caller, Timestamp } from "@offshoot/core"
import { Clock, Effect, Redacted } from "effect"
import { LRUCache } from "lru-cache"

/** How many callers are remembered at most. */
const capacity = 10_000

/**
 * Takes a good answer again for some seconds, never past the end of its token: so much later a revocation bites. Kept are
 * hashes, not tokens; refusals and failures are asked about anew each time.
 */
export const rememberBriefly = (seconds: number, asked: Authenticator["Service"]): Authenticator["Service"] => {
  if (seconds === 0) return asked
  const remembered = new LRUCache<string, { readonly caller: Caller; readonly until: Timestamp }>({ max: capacity })
  return {
    authenticate: Effect.fnUntraced(function* (credentials) {
      const digest = hash("sha256", Redacted.value(credentials), "base64")
      const now = yield* Clock.currentTimeMillis
      const known = remembered.get(digest)
      if (known !== undefined && now < known.until) return known.caller
      const caller = yield* asked.authenticate(credentials)
      // Counted from before the question: while it was answered the token may have been revoked.
      const until = Math.min(now + seconds * 1000, caller.expiresAt ?? now)
      remembered.set(digest, { caller, until })
      return caller
    })
  }
}
