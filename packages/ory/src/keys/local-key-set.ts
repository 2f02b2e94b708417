import { InvalidToken, Unavailable } from "@offshoot/core"
import { Effect } from "effect"
import { createLocalJWKSet, errors, type JSONWebKeySet } from "jose"
import type { JwkSet } from "./jwk-set.ts"
import type { KeySet } from "./key-set.ts"

/** The keys of a set that is known when the program starts. */
export const localKeySet = (jwks: JwkSet): KeySet => {
  // jose's type has mutable arrays; it copies the set before it keeps it.
  const find = createLocalJWKSet(jwks as unknown as JSONWebKeySet)
  return ({ alg, kid }) =>
    Effect.tryPromise({
      try: () => find({ alg, kid }),
      catch: (cause) =>
        cause instanceof errors.JWKSNoMatchingKey
          ? new InvalidToken({ reason: "no key of the issuer has the token's kid and alg" })
          : new Unavailable({ dependency: "key set", operation: "find", outcome: "nothing stored", cause })
    })
}
