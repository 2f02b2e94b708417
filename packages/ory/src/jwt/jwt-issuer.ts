import { Text } from "@offshoot/core"
import { Schema } from "effect"
import { JwkSet } from "../keys/jwk-set.ts"
import { JwtAlgorithm } from "../keys/jwt-algorithm.ts"
import { keySetSettings } from "../keys/key-set-settings.ts"
import { clockToleranceSec, whole } from "../upstream/numbers.ts"
import { type UpstreamPolicy, upstreamUrl } from "../upstream/upstream-url.ts"
import { Audience } from "./audience.ts"
import { RequiredScopes } from "./required-scopes.ts"

const NonEmptyText = Text.check(Schema.isMinLength(1))

const entry = <Kind extends "kratos" | "hydra">(kind: Kind, maxLifetimeSec: number, policy: UpstreamPolicy) =>
  Schema.Struct({
    kind: Schema.Literal(kind),
    issuer: NonEmptyText.annotate({ description: "the claim iss, compared exactly" }),
    audience: Audience.annotate({ description: "the claim aud names one of these" }),
    algorithms: Schema.NonEmptyArray(JwtAlgorithm),
    typ: Schema.NonEmptyArray(NonEmptyText).annotate({ description: 'in any case, without "application/"' }),
    requiredScopes: RequiredScopes,
    maxLifetimeSec: whole(1, maxLifetimeSec, longestLifetimeSec),
    clockToleranceSec,
    maxTokenBytes: whole(1, 8192, 65_536),
    jwksUrl: Schema.optionalKey(upstreamUrl(policy)),
    jwks: Schema.optionalKey(JwkSet),
    ...keySetSettings
  }).check(
    Schema.makeFilter((issuer) => (issuer.jwksUrl === undefined) !== (issuer.jwks === undefined), {
      expected: "either jwksUrl, the address of the issuer's public keys, or jwks, the keys themselves"
    }),
    Schema.makeFilter((issuer) => issuer.jwksFreshSec <= issuer.jwksStaleSec, {
      expected: "a jwksStaleSec that is not less than jwksFreshSec"
    })
  )

/**
 * An hour, as Hydra's tokens live unless it is told otherwise, and a second: it rounds the end of a person's token half a
 * second up, and the time of issue down.
 */
const hydraLifetimeSec = 3601

/** 31 days: nobody can take a token back that lives longer, and an hour written in milliseconds is 41. */
const longestLifetimeSec = 31 * 24 * 3600

/** An issuer whose JWTs are accepted, and what they must be like. Members are named as in the configuration. */
export const jwtIssuer = (policy: UpstreamPolicy) =>
  Schema.Union([entry("kratos", 900, policy), entry("hydra", hydraLifetimeSec, policy)]).annotate({
    expected: 'an object whose member kind is "hydra" or "kratos"'
  })
export type JwtIssuer = ReturnType<typeof jwtIssuer>["Type"]
