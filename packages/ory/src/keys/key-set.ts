import type { InvalidToken, Unavailable } from "@offshoot/core"
import type { Effect } from "effect"
import type { CryptoKey } from "jose"
import type { JwtAlgorithm } from "./jwt-algorithm.ts"

/**
 * Finds the key that a token says it was signed with. No such key is the token's fault (`InvalidToken`), a key that cannot
 * be used or read is not (`Unavailable`).
 */
export type KeySet = (signedWith: {
  readonly kid: string
  readonly alg: JwtAlgorithm
}) => Effect.Effect<CryptoKey, InvalidToken | Unavailable>
