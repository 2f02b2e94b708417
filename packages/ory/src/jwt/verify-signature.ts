import { InvalidToken, Unavailable } from "@offshoot/core"
import { Effect } from "effect"
import { type CryptoKey, compactVerify, errors } from "jose"
import type { JwtAlgorithm } from "../keys/jwt-algorithm.ts"

/** Whether this key signed the token with this algorithm. What jose does not blame on the token is the key's fault. */
export const verifySignature = (
  token: string,
  key: CryptoKey,
  alg: JwtAlgorithm
): Effect.Effect<void, InvalidToken | Unavailable> =>
  Effect.tryPromise({
    try: () => compactVerify(token, key, { algorithms: [alg] }),
    catch: (cause) =>
      cause instanceof errors.JOSEError
        ? new InvalidToken({ reason: "the signature is not valid" })
        : new Unavailable({ dependency: "key set", operation: "verify", outcome: "nothing stored", cause })
  })
