import { Text } from "@offshoot/core"
import { Effect, Schema } from "effect"
import { JwkSet } from "../keys/jwk-set.ts"
import { whole } from "../upstream/numbers.ts"
import type { UpstreamPolicy } from "../upstream/upstream-url.ts"

/** How a token may be signed: with a private key, so that what verifies it cannot sign. */
export const JwtAlgorithm = Schema.Literals([
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA"
])
export type JwtAlgorithm = typeof JwtAlgorithm.Type

const NonEmptyText = Text.check(Schema.isMinLength(1))

/** Of what a token is for, one of these is the service itself; `unchecked` where its issuer names none. */
export const Audience = Schema.Union([Schema.NonEmptyArray(NonEmptyText), Schema.Literal("unchecked")])

const entry = <Kind extends "kratos" | "hydra">(kind: Kind, maxLifetimeSec: number) =>
  Schema.Struct({
    kind: Schema.Literal(kind),
    issuer: NonEmptyText.annotate({ description: "the claim iss, compared exactly" }),
    audience: Audience.annotate({ description: "the claim aud names one of these" }),
    algorithms: Schema.NonEmptyArray(JwtAlgorithm),
    typ: Schema.NonEmptyArray(NonEmptyText).annotate({ description: 'in any case, without "application/"' }),
    requiredScopes: Schema.Array(NonEmptyText).pipe(Schema.withDecodingDefaultKey(Effect.succeed([]))),
    maxLifetimeSec: whole(1, maxLifetimeSec),
    clockToleranceSec: whole(0, 5),
    maxTokenBytes: whole(1, 8192),
    jwks: JwkSet
  })

/** An issuer whose JWTs are accepted, and what they must be like. Members are named as in the configuration. */
export const jwtIssuer = (_policy: UpstreamPolicy) => Schema.Union([entry("kratos", 900), entry("hydra", 3600)])
export type JwtIssuer = ReturnType<typeof jwtIssuer>["Type"]
