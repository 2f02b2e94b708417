import { hash } from "node:crypto"
import { Authenticator, type Caller, InvalidToken, type Timestamp } from "@offshoot/core"
import { Clock, Effect, Layer, Redacted } from "effect"
import type { CryptoKey } from "jose"
import { LRUCache } from "lru-cache"
import { judgeJwt, type Plausible } from "./judge-jwt.ts"
import { requireScopes } from "./required-scopes.ts"
import type { TrustedIssuer } from "./trusted-issuer.ts"
import { verifySignature } from "./verify-signature.ts"

/**
 * Verifies the JWTs of these issuers, of which no two have one name. Whatever is wrong with a token is `InvalidToken`,
 * whose reason quotes nothing of it; a good one without a scope that its issuer's entry requires is `InsufficientScope`;
 * keys that cannot be used or read are `Unavailable`.
 *
 * Remembers whom good tokens speak for, so that a caller's next request costs a hash instead of a signature: until the
 * token ends, and as long as the key set answers the very key that verified it. Refusals are not remembered.
 */
export const make = (trusted: ReadonlyArray<TrustedIssuer>): Authenticator["Service"] => {
  const byName = new Map(trusted.map((one) => [one.issuer.issuer, one]))
  const longest = Math.max(...trusted.map(({ issuer }) => issuer.maxTokenBytes))
  const remembered = new LRUCache<string, Verified>({ max: capacity })

  const verify = Effect.fnUntraced(function* (token: string, digest: string, now: Timestamp) {
    const plausible = yield* Effect.fromResult(judgeJwt(byName, token, now))
    const { by, caller, signedWith } = plausible
    const key = yield* by.keys(signedWith)
    yield* verifySignature(token, key, signedWith.alg)
    yield* Effect.fromResult(requireScopes(by.issuer.requiredScopes, caller))
    remembered.set(digest, { ...plausible, key, at: now })
    return caller
  })

  return {
    authenticate: (credentials) =>
      Clock.clockWith((clock) => {
        const token = Redacted.value(credentials)
        // Before any work is done on it. Tokens are ASCII: in one that is not, characters count for less than they are.
        if (token.length > longest) return Effect.fail(new InvalidToken({ reason: "the token is too long" }))
        const digest = hash("sha256", token, "binary")
        const now = clock.currentTimeMillisUnsafe()
        const known = remembered.get(digest)
        if (known === undefined || now < known.at || known.caller.expiresAt <= now) return verify(token, digest, now)
        return Effect.flatMapEager(known.by.keys(known.signedWith), (key) =>
          key === known.key ? Effect.succeed<Caller>(known.caller) : verify(token, digest, now)
        )
      })
  }
}

export const layer = (trusted: ReadonlyArray<TrustedIssuer>): Layer.Layer<Authenticator> =>
  Layer.sync(Authenticator, () => make(trusted))

/** How many callers are remembered: about 10 MB. */
const capacity = 20_000

interface Verified extends Plausible {
  readonly key: CryptoKey
  /** Before then nobody looked: a clock that was set back may say that the token is not valid yet. */
  readonly at: Timestamp
}
