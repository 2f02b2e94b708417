import { Text } from "@offshoot/core"
import { Effect, Schema } from "effect"

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
const whole = (minimum: number) => Schema.Int.check(Schema.isGreaterThanOrEqualTo(minimum))

/** An issuer whose JWTs are accepted, and what they must be like. Members are named as in the configuration. */
export const JwtIssuer = Schema.Struct({
  issuer: NonEmptyText.annotate({ description: "the claim iss, compared exactly" }),
  audience: Schema.Union([Schema.NonEmptyArray(NonEmptyText), Schema.Literal("unchecked")]).annotate({
    description: "the claim aud names one of these"
  }),
  algorithms: Schema.NonEmptyArray(JwtAlgorithm),
  typ: Schema.NonEmptyArray(NonEmptyText).annotate({ description: 'in any case, without "application/"' }),
  clientClaim: NonEmptyText.pipe(Schema.withDecodingDefaultKey(Effect.succeed("client_id"))).annotate({
    description: "a program calls for itself, without a person, when this claim is the subject"
  }),
  maxLifetimeSec: whole(1).pipe(Schema.withDecodingDefaultKey(Effect.succeed(3600))),
  clockToleranceSec: whole(0).pipe(Schema.withDecodingDefaultKey(Effect.succeed(5))),
  maxTokenBytes: whole(1).pipe(Schema.withDecodingDefaultKey(Effect.succeed(8192)))
})
export interface JwtIssuer extends Schema.Schema.Type<typeof JwtIssuer> {}
