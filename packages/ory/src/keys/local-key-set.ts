import { InvalidToken, Unavailable } from "@offshoot/core"
import { Effect } from "effect"
import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet } from "jose"
import { nameOf } from "./imported-keys.ts"
import type { JwkSet } from "./jwk-set.ts"
import type { KeySet } from "./key-set.ts"

/** The keys of a set that is known when the program starts. Once found, a key is found at once. */
export const localKeySet = (jwks: JwkSet): KeySet => {
  // jose's type has mutable arrays; it copies the set before it keeps it.
  const find = createLocalJWKSet(jwks as unknown as JSONWebKeySet)
  const found = new Map<string, CryptoKey>()
  return (signedWith) => {
    const name = nameOf(signedWith)
    const key = found.get(name)
    if (key !== undefined) return Effect.succeed(key)
    return Effect.tap(
      Effect.tryPromise({
        try: () => find(signedWith),
        catch: (cause) =>
          cause instanceof errors.JWKSNoMatchingKey
            ? new InvalidToken({ reason: "no key of the issuer has the token's kid and alg" })
            : new Unavailable({ dependency: "key set", operation: "find", outcome: "nothing stored", cause })
      }),
      (key) => Effect.sync(() => found.set(name, key))
    )
  }
}
