import { Predicate } from "effect"

/**
 * Of the keys that a set publishes, usable or not, those whose `kid` names no other one: of two that differ, nobody can say
 * which is meant. A private key differs from its public half, and takes it along: whoever reads the set can sign.
 */
export const unambiguous = (keys: ReadonlyArray<unknown>): ReadonlyArray<unknown> =>
  [...Map.groupBy(keys, kidOf).values()].filter((alike) => new Set(alike.map(materialOf)).size === 1).flat()

/** Equal for two keys if they are the same one, used for the same. */
export const materialOf = (key: unknown): string => JSON.stringify(key, material)

const material = ["kty", "crv", "n", "e", "x", "y", "alg", "d", "k"]

const kidOf = (key: unknown): unknown => (Predicate.hasProperty(key, "kid") ? key.kid : undefined)
