import { hash } from "node:crypto"
import type { Authenticator, Caller } from "@offshoot/core"
import { Clock, Effect, Redacted } from "effect"
import { LRUCache } from "lru-cache"

/** How many callers are remembered: about 10 MB. */
const capacity = 20_000

/**
 * Remembers whom good tokens speak for, so that a caller's next request costs a hash instead of a signature. Kept are
 * hashes, not tokens; refusals are not remembered; no caller is remembered past the end of the token, and one whose token
 * has no end is not at all.
 *
 * Only for keys that do not change: a key that is withdrawn must take the callers with it.
 */
export const rememberCallers = ({ authenticate }: Authenticator["Service"]): Authenticator["Service"] => {
  const remembered = new LRUCache<string, Caller>({ max: capacity })
  return {
    authenticate: Effect.fnUntraced(function* (token) {
      const key = hash("sha256", Redacted.value(token), "base64")
      const known = remembered.get(key)
      if (known?.expiresAt !== undefined) {
        if (known.expiresAt > (yield* Clock.currentTimeMillis)) return known
        remembered.delete(key)
      }
      const caller = yield* authenticate(token)
      if (caller.expiresAt !== undefined) remembered.set(key, caller)
      return caller
    })
  }
}
