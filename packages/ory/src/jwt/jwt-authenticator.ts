import { Authenticator, type Caller, InvalidToken } from "@offshoot/core"
import { Clock, Effect, Layer, Redacted } from "effect"
import { type CryptoKey, compactVerify } from "jose"
import type { KeySet } from "../keys/key-set.ts"
import { checkClaims } from "./check-claims.ts"
import { checkHeader } from "./check-header.ts"
import type { JwtIssuer } from "./jwt-issuer.ts"
import { readJwt } from "./read-jwt.ts"

/**
 * Verifies the JWTs of one issuer. Whatever is wrong with a token is `InvalidToken`, whose reason quotes nothing of it;
 * keys that cannot be used or read are `Unavailable`.
 */
export const make = (issuer: JwtIssuer, keys: KeySet): Authenticator["Service"] => ({
  authenticate: Effect.fn("JwtAuthenticator.authenticate")(function* (credentials) {
    const token = Redacted.value(credentials)
    const jwt = yield* Effect.fromResult(readJwt(token, issuer.maxTokenBytes))
    const signedWith = yield* Effect.fromResult(checkHeader(issuer, jwt.header))
    // Before the signature: a token that would be refused anyway must not make anybody look for its key.
    const claims = yield* Effect.fromResult(checkClaims(issuer, jwt.claims, yield* Clock.currentTimeMillis))
    const key = yield* keys(signedWith)
    yield* verifySignature(token, key, signedWith.alg)

    const kind = issuer.kind === "hydra" && jwt.claims.client_id === claims.subject ? "client" : "user"
    return { issuer: issuer.issuer, kind, ...claims } satisfies Caller
  })
})

export const layer = (issuer: JwtIssuer, keys: KeySet): Layer.Layer<Authenticator> =>
  Layer.succeed(Authenticator, make(issuer, keys))

const verifySignature = (token: string, key: CryptoKey, alg: string): Effect.Effect<void, InvalidToken> =>
  Effect.tryPromise({
    try: () => compactVerify(token, key, { algorithms: [alg] }),
    catch: () => new InvalidToken({ reason: "the signature is not valid" })
  })
