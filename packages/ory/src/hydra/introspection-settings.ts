import { Text } from "@offshoot/core"
import { Effect, Schema } from "effect"
import { Audience } from "../jwt/jwt-issuer.ts"
import { timeoutMs, whole } from "../upstream/numbers.ts"
import { type UpstreamPolicy, upstreamUrl } from "../upstream/upstream-url.ts"

/** Our credentials at a gateway in front of Hydra's admin port, which has none of its own. */
const AdminCredentials = Schema.Union([
  Schema.Struct({ type: Schema.Literal("none") }),
  Schema.Struct({ type: Schema.Literal("basic"), username: Text, password: Schema.RedactedFromValue(Text) }),
  Schema.Struct({ type: Schema.Literal("bearer"), token: Schema.RedactedFromValue(Text) })
])

/** How Hydra is asked about opaque access tokens, and what they must be like. */
export const introspectionSettings = (policy: UpstreamPolicy) =>
  Schema.Struct({
    adminUrl: upstreamUrl(policy),
    issuer: Text.check(Schema.isMinLength(1)),
    audience: Audience,
    requiredScopes: Schema.Array(Text).pipe(Schema.withDecodingDefaultKey(Effect.succeed([]))),
    auth: AdminCredentials.pipe(Schema.withDecodingDefaultKey(Effect.succeed({ type: "none" as const }))),
    timeoutMs,
    maxBodyBytes: whole(1, 64 * 1024),
    cacheSec: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10 })).pipe(
      Schema.withDecodingDefaultKey(Effect.succeed(0))
    ),
    clockToleranceSec: whole(0, 5)
  })
export type IntrospectionSettings = ReturnType<typeof introspectionSettings>["Type"]
