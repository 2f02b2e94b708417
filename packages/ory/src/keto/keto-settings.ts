import { Text } from "@offshoot/core"
import { Effect, Schema } from "effect"
import { timeoutMs, whole } from "../upstream/numbers.ts"
import { type UpstreamPolicy, upstreamUrl } from "../upstream/upstream-url.ts"

const Namespace = Schema.String.check(Schema.isPattern(/^[A-Za-z][A-Za-z0-9_]{0,63}$/))

/** How Keto is asked for permissions. */
export const ketoSettings = (policy: UpstreamPolicy) =>
  Schema.Struct({
    readUrl: upstreamUrl(policy),
    userNamespace: Namespace.pipe(Schema.withDecodingDefaultKey(Effect.succeed("User"))),
    clientNamespace: Namespace.pipe(Schema.withDecodingDefaultKey(Effect.succeed("Client"))),
    issuers: Schema.NonEmptyArray(Text).annotate({
      description: "whose callers share these namespaces; those of others have no permission"
    }),
    maxBatch: whole(1, 10),
    timeoutMs,
    maxBodyBytes: whole(1, 64 * 1024)
  })
export type KetoSettings = ReturnType<typeof ketoSettings>["Type"]
