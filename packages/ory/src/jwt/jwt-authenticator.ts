import { Authenticator, InvalidToken, type Timestamp } from "@offshoot/core"
import { Clock, Effect, Layer, Redacted, Result } from "effect"
import type { CryptoKey } from "jose"
import type { KeySet } from "../keys/key-set.ts"
import { digestOf, type Remembered, rememberedTokens } from "../remembered-tokens.ts"
import type { SignedWith } from "./check-header.ts"
import { judgeJwt } from "./judge-jwt.ts"
import { readJwt } from "./read-jwt.ts"
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
  const judges = new Map<unknown, Judge>(
    trusted.map(({ issuer, keys }) => [issuer.issuer, { issuer, keys, judge: judgeJwt(issuer) }])
  )
  const longest = Math.max(...trusted.map(({ issuer }) => issuer.maxTokenBytes))
  const remembered = rememberedTokens<Verified>(capacity)

  const verify = (token: string, digest: string, now: Timestamp) => {
    const jwt = readJwt(token)
    if (Result.isFailure(jwt)) return Effect.fail(jwt.failure)
    const { iss } = jwt.success.claims
    const by = judges.get(iss)
    if (by === undefined) return Effect.fail(new InvalidToken({ reason: "iss is none of the issuers" }))
    const judged = by.judge(jwt.success, now)
    if (Result.isFailure(judged)) return Effect.fail(judged.failure)

    const { caller, signedWith } = judged.success
    return Effect.flatMapEager(by.keys(signedWith), (key) =>
      Effect.flatMap(verifySignature(token, key, signedWith.alg), () => {
        const allowed = requireScopes(by.issuer.requiredScopes, caller)
        if (Result.isSuccess(allowed)) {
          remembered.remember(digest, { caller, signedWith, keys: by.keys, key, at: now, until: caller.expiresAt })
        }
        return Effect.fromResult(allowed)
      })
    )
  }

  return {
    authenticate: (credentials) =>
      Clock.clockWith((clock) => {
        const token = Redacted.value(credentials)
        // Before any work is done on it. Tokens are ASCII: in one that is not, characters count for less than they are.
        if (token.length > longest) return Effect.fail(new InvalidToken({ reason: "the token is too long" }))
        const digest = digestOf(token)
        const now = clock.currentTimeMillisUnsafe()
        const known = remembered.find(digest, now)
        if (known === undefined) return verify(token, digest, now)
        return Effect.flatMapEager(known.keys(known.signedWith), (key) =>
          key === known.key ? Effect.succeed(known.caller) : verify(token, digest, now)
        )
      })
  }
}

export const layer = (trusted: ReadonlyArray<TrustedIssuer>): Layer.Layer<Authenticator> =>
  Layer.sync(Authenticator, () => make(trusted))

/** How many callers are remembered: about 10 MB. */
const capacity = 20_000

interface Judge extends TrustedIssuer {
  readonly judge: ReturnType<typeof judgeJwt>
}

interface Verified extends Remembered {
  readonly signedWith: SignedWith
  readonly keys: KeySet
  readonly key: CryptoKey
}
