import { Text } from "@offshoot/core"
import { Effect, Schema } from "effect"
import { timeoutMs, whole } from "../upstream/numbers.ts"
import { type UpstreamPolicy, upstreamUrl } from "../upstream/upstream-url.ts"

/** How Kratos is asked about its session tokens. */
export const whoamiSettings = (policy: UpstreamPolicy) =>
  Schema.Struct({
    publicUrl: upstreamUrl(policy),
    issuer: Text.check(Schema.isMinLength(1)).annotate({
      description: "that of the same Kratos' JWTs, so that both speak for one identity"
    }),
    requireAal: Schema.optionalKey(Schema.Literals(["aal1", "aal2"])),
    subject: Schema.Literals(["id", "external_id"]).pipe(Schema.withDecodingDefaultKey(Effect.succeed("id" as const))),
    timeoutMs,
    maxBodyBytes: whole(1, 256 * 1024)
  })
export type WhoamiSettings = ReturnType<typeof whoamiSettings>["Type"]
