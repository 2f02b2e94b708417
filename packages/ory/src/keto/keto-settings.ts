import { Text } from "@offshoot/core"
import { Effect, Schema } from "effect"
import { timeoutMs, whole } from "../upstream/numbers.ts"
import { type UpstreamPolicy, upstreamUrl } from "../upstream/upstream-url.ts"
import { ketoNamespaces } from "./keto-namespaces.ts"

const Namespace = Schema.String.check(
  Schema.isPattern(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, { expected: "a letter, then up to 63 letters, digits and _" })
)

/** How Keto is asked for permissions. */
export const ketoSettings = (policy: UpstreamPolicy) =>
  Schema.Struct({
    readUrl: upstreamUrl(policy),
    userNamespace: Namespace.pipe(Schema.withDecodingDefaultKey(Effect.succeed("User"))),
    clientNamespace: Namespace.pipe(Schema.withDecodingDefaultKey(Effect.succeed("Client"))),
    issuers: Schema.NonEmptyArray(Text.check(Schema.isMinLength(1))).annotate({
      description: "whose callers share these namespaces; those of others have no permission"
    }),
    maxBatch: whole(1, 10).annotate({ description: "1 for a Keto that has no batches (before 0.14)" }),
    timeoutMs,
    maxBodyBytes: whole(1, 64 * 1024)
  }).check(
    Schema.makeFilter(
      ({ clientNamespace, userNamespace }) =>
        new Set([clientNamespace, userNamespace, ...Object.values(ketoNamespaces)]).size === 4,
      // Else a program could pass for the person of its name.
      { expected: "userNamespace and clientNamespace that differ, and are neither Project nor Organization" }
    )
  )
export type KetoSettings = ReturnType<typeof ketoSettings>["Type"]
