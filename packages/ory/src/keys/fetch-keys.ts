import { Array, Effect, Schema } from "effect"
import { ask } from "../upstream/ask.ts"
import { cannotTell } from "../upstream/cannot-tell.ts"
import { type ImportedKeys, importKeys } from "./imported-keys.ts"
import { isSecretKey } from "./is-secret-key.ts"
import { PublicJwk } from "./jwk-set.ts"
import type { JwtAlgorithm } from "./jwt-algorithm.ts"
import { unambiguous } from "./unambiguous.ts"

/** Where an issuer publishes its keys, and what it signs with. */
export interface PublishedKeys {
  readonly jwksUrl: string
  readonly algorithms: ReadonlyArray<JwtAlgorithm>
  readonly jwksTimeoutMs: number
}

/**
 * Fetches the keys that an issuer publishes (RFC 7517) once, and keeps those that can verify its tokens. `Unavailable` if
 * there is none; a key that is not usable does not spoil the set, but of two different ones with one `kid` neither is
 * taken. What is no answer to the question, like a redirect, is a `Fault`.
 */
export const fetchKeys = Effect.fn("RemoteKeySet.fetch")(function* (published: PublishedKeys, known: ImportedKeys) {
  const { body } = yield* ask({
    ...operation,
    url: new URL(published.jwksUrl),
    headers: { accept: "application/jwk-set+json, application/json" },
    understood: [200],
    timeoutMs: published.jwksTimeoutMs,
    maxBodyBytes: maxKeySetBytes
  })
  const { keys } = yield* Effect.mapError(decodeSet(body), () => unusable(`no object with at most ${maxKeys} keys`))
  const secret = keys.filter(isSecretKey).length
  if (secret > 0) {
    yield* Effect.logWarning(`${published.jwksUrl} publishes private or symmetric keys (${secret}), which are not used`)
  }
  const usable = Array.getSomes(unambiguous(keys).map((key) => decodeKey(key)))
  const imported = yield* importKeys(usable, published.algorithms, known)
  return imported.size > 0 ? imported : yield* unusable("no key among them that verifies the issuer's algorithms")
})

/** The longest set that is read. */
export const maxKeySetBytes = 256 * 1024

const operation = { dependency: "key set", operation: "fetch" }
const maxKeys = 100

const decodeSet = Schema.decodeUnknownEffect(
  Schema.Struct({ keys: Schema.Array(Schema.Unknown).check(Schema.isMaxLength(maxKeys)) })
)
const decodeKey = Schema.decodeUnknownOption(PublicJwk)

const unusable = (message: string) => cannotTell(operation, message)
