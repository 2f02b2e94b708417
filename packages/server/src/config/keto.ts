import { type KetoSettings, ketoSettings } from "@offshoot/ory"
import { Effect, Equal, HashSet, Option } from "effect"
import { CommandFailed } from "../command-failed.ts"
import { upstreamPolicy } from "./upstream-policy.ts"
import { upstreamSettings } from "./upstream-settings.ts"
import { text, whole, words } from "./upstream-variable.ts"

export const ketoVariables = [
  text(
    "OFFSHOOT_KETO_READ_URL",
    "readUrl",
    "the https URL of Keto's read API, without credentials, query and fragment (http with OFFSHOOT_ALLOW_HTTP_UPSTREAMS=1)"
  ),
  words("OFFSHOOT_KETO_ISSUERS", "issuers", "the issuers whose callers share Keto's namespaces, with spaces between"),
  text("OFFSHOOT_KETO_USER_NAMESPACE", "userNamespace", "the name of a namespace, such as User"),
  text("OFFSHOOT_KETO_CLIENT_NAMESPACE", "clientNamespace", "the name of a namespace, such as Client"),
  whole("OFFSHOOT_KETO_MAX_BATCH", "maxBatch", "a whole number above 0; 1 for a Keto older than 0.14"),
  whole("OFFSHOOT_KETO_TIMEOUT_MS", "timeoutMs", "a whole number of milliseconds from 1 to 60000"),
  whole("OFFSHOOT_KETO_MAX_BODY_BYTES", "maxBodyBytes", "a whole number of bytes above 0")
] as const

/**
 * How Keto is asked for permissions, if it is. Its namespaces know a subject but no issuer, so that two people whom two issuers
 * call the same would be one: callers of several issuers must be meant to share them.
 *
 * @param issuers of all callers; none where their settings are wrong, which stops the start anyway
 */
export const keto = (
  issuers: Option.Option<ReadonlyArray<string>>
): Effect.Effect<Option.Option<KetoSettings>, CommandFailed> =>
  Effect.gen(function* () {
    const policy = yield* upstreamPolicy
    const derived = Option.match(issuers, {
      // Anybody: nobody is let in by settings that stop the start.
      onNone: () => ({ issuers: ["anybody"] }),
      onSome: (all) => (all.length === 1 ? { issuers: all } : {})
    })
    const settings = yield* upstreamSettings(ketoSettings(policy), ketoVariables, derived)
    const named = Option.map(settings, ({ issuers }) => issuers)
    if (Option.isSome(named) && Option.isSome(issuers) && !haveSame(named.value, issuers.value)) {
      return yield* new CommandFailed({
        message: `OFFSHOOT_KETO_ISSUERS must name every issuer whose tokens are accepted and no other, with spaces between: ${issuers.value.join(" ")}`
      })
    }
    return settings
  })

const haveSame = (some: ReadonlyArray<string>, others: ReadonlyArray<string>) =>
  Equal.equals(HashSet.fromIterable(some), HashSet.fromIterable(others))
