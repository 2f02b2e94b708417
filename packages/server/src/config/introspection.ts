import { introspectionSettings } from "@offshoot/ory"
import { Effect } from "effect"
import { upstreamPolicy } from "./upstream-policy.ts"
import { upstreamSettings } from "./upstream-settings.ts"
import { text, whole, words, wordsOr } from "./upstream-variable.ts"

export const introspectionVariables = [
  text(
    "OFFSHOOT_HYDRA_ADMIN_URL",
    "adminUrl",
    "the https URL of Hydra's admin API, without credentials, query and fragment (http with OFFSHOOT_ALLOW_HTTP_UPSTREAMS=1)"
  ),
  text("OFFSHOOT_HYDRA_ISSUER", "issuer", "the issuer of that Hydra, byte for byte as its urls.self.issuer"),
  wordsOr("unchecked", "OFFSHOOT_HYDRA_AUDIENCE", "audience", "audiences with spaces between, or the word unchecked"),
  words("OFFSHOOT_HYDRA_REQUIRED_SCOPES", "requiredScopes", "scopes with spaces between"),
  text(
    "OFFSHOOT_HYDRA_AUTH",
    "auth.type",
    "none, basic (with OFFSHOOT_HYDRA_AUTH_USERNAME and OFFSHOOT_HYDRA_AUTH_PASSWORD) or bearer (with OFFSHOOT_HYDRA_AUTH_TOKEN)"
  ),
  text("OFFSHOOT_HYDRA_AUTH_USERNAME", "auth.username", "the user name for OFFSHOOT_HYDRA_AUTH=basic"),
  text("OFFSHOOT_HYDRA_AUTH_PASSWORD", "auth.password", "the password for OFFSHOOT_HYDRA_AUTH=basic"),
  text("OFFSHOOT_HYDRA_AUTH_TOKEN", "auth.token", "the token for OFFSHOOT_HYDRA_AUTH=bearer"),
  whole("OFFSHOOT_HYDRA_TIMEOUT_MS", "timeoutMs", "a whole number of milliseconds from 1 to 60000"),
  whole("OFFSHOOT_HYDRA_MAX_BODY_BYTES", "maxBodyBytes", "a whole number of bytes above 0"),
  whole("OFFSHOOT_HYDRA_CACHE_SEC", "cacheSec", "a whole number of seconds from 0 to 10"),
  whole("OFFSHOOT_HYDRA_CLOCK_TOLERANCE_SEC", "clockToleranceSec", "a whole number of seconds from 0 to 300")
] as const

/** How Hydra is asked about opaque access tokens, if it is. */
export const introspection = Effect.flatMap(upstreamPolicy, (policy) =>
  upstreamSettings(introspectionSettings(policy), introspectionVariables)
)
