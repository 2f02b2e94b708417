import { Text } from "@offshoot/core"
import { Effect, Schema } from "effect"
import { Audience } from "../jwt/audience.ts"
import { RequiredScopes } from "../jwt/required-scopes.ts"
import { clockToleranceSec, timeoutMs, whole } from "../upstream/numbers.ts"
import { type UpstreamPolicy, upstreamUrl } from "../upstream/upstream-url.ts"

/** What HTTP Basic can say (RFC 7617): no control characters, and no colon before the password. */
const BasicText = (expected: string, pattern: RegExp) => Text.check(Schema.isPattern(pattern, { expected }))

/** Our credentials at a gateway in front of Hydra's admin port, which has none of its own. */
const AdminCredentials = Schema.Union([
  Schema.Struct({ type: Schema.Literal("none") }),
  Schema.Struct({
    type: Schema.Literal("basic"),
    username: BasicText("a user name without colons and control characters", /^[^:\p{Cc}]+$/u),
    password: Schema.RedactedFromValue(BasicText("a password without control characters", /^\P{Cc}*$/u))
  }),
  Schema.Struct({
    type: Schema.Literal("bearer"),
    token: Schema.RedactedFromValue(
      BasicText("a Bearer token: letters, digits, . _ ~ + / - and = at the end", /^[\w.~+/-]+=*$/)
    )
  })
])
export type AdminCredentials = typeof AdminCredentials.Type

/** How Hydra is asked about opaque access tokens, and what they must be like. */
export const introspectionSettings = (policy: UpstreamPolicy) =>
  Schema.Struct({
    adminUrl: upstreamUrl(policy),
    issuer: Text.check(Schema.isMinLength(1)),
    audience: Audience,
    requiredScopes: RequiredScopes,
    auth: AdminCredentials.pipe(Schema.withDecodingDefaultKey(Effect.succeed({ type: "none" as const }))),
    timeoutMs,
    maxBodyBytes: whole(1, 64 * 1024),
    cacheSec: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10 }))
      .annotate({ description: "how long a good answer may be taken again; a revocation bites so much later" })
      .pipe(Schema.withDecodingDefaultKey(Effect.succeed(0))),
    clockToleranceSec
  })
export type IntrospectionSettings = ReturnType<typeof introspectionSettings>["Type"]
