import { Array, Effect, Option } from "effect"
import { type CryptoKey, importJWK } from "jose"
import { algorithmsOf } from "./algorithms-of.ts"
import type { PublicJwk } from "./jwk-set.ts"
import type { JwtAlgorithm } from "./jwt-algorithm.ts"
import { materialOf } from "./unambiguous.ts"

/** Keys that can verify, by `nameOf` what signs with them. */
export type ImportedKeys = ReadonlyMap<string, ImportedKey>

export interface ImportedKey {
  readonly key: CryptoKey
  readonly material: string
}

/** What a key is found by. Every request asks for a key, mostly with the same object: its name is made once. */
export const nameOf = (signedWith: { readonly alg: JwtAlgorithm; readonly kid: string }): string => {
  const known = names.get(signedWith)
  if (known !== undefined) return known
  const name = `${signedWith.alg} ${signedWith.kid}`
  names.set(signedWith, name)
  return name
}
const names = new WeakMap<object, string>()

/**
 * Imports keys, each for those of the algorithms that it may have signed with; one that cannot be imported is left out.
 * A key that is known already stays the very same object.
 */
export const importKeys = Effect.fnUntraced(function* (
  jwks: ReadonlyArray<PublicJwk>,
  algorithms: ReadonlyArray<JwtAlgorithm>,
  known: ImportedKeys
) {
  const imported = yield* Effect.forEach(jwks, (jwk) =>
    Effect.forEach(Array.intersection(algorithms, algorithmsOf(jwk)), (alg) => {
      const name = nameOf({ alg, kid: jwk.kid })
      const material = materialOf(jwk)
      const same = known.get(name)
      return same?.material === material
        ? Effect.succeedSome([name, same] as const)
        : Effect.map(
            importKey(jwk, alg),
            Option.map((key) => [name, { key, material }] as const)
          )
    })
  )
  return new Map(Array.getSomes(imported.flat())) satisfies ImportedKeys
})

const importKey = (jwk: PublicJwk, alg: JwtAlgorithm): Effect.Effect<Option.Option<CryptoKey>> =>
  Effect.promise(() => importJWK(publicPart(jwk), alg).catch(() => undefined)).pipe(
    Effect.map((key) => (key === undefined || key instanceof Uint8Array ? Option.none() : Option.some(key)))
  )

const publicPart = (jwk: PublicJwk) => {
  if (jwk.kty === "RSA") return { kty: jwk.kty, n: jwk.n, e: jwk.e }
  return { kty: jwk.kty, crv: jwk.crv, x: jwk.x, ...(jwk.kty === "EC" ? { y: jwk.y } : {}) }
}
