import { whoamiSettings } from "@offshoot/ory"
import { Effect } from "effect"
import { upstreamPolicy } from "./upstream-policy.ts"
import { upstreamSettings } from "./upstream-settings.ts"
import { text, whole } from "./upstream-variable.ts"

export const whoamiVariables = [
  text(
    "OFFSHOOT_KRATOS_PUBLIC_URL",
    "publicUrl",
    "the https URL of Kratos' public API, without credentials, query and fragment (http with OFFSHOOT_ALLOW_HTTP_UPSTREAMS=1)"
  ),
  text(
    "OFFSHOOT_KRATOS_ISSUER",
    "issuer",
    "the claim iss of the same Kratos' JWTs, byte for byte, so that both speak for one identity"
  ),
  text("OFFSHOOT_KRATOS_REQUIRE_AAL", "requireAal", "aal1 or aal2"),
  text("OFFSHOOT_KRATOS_SUBJECT", "subject", "id or external_id, as the tokenizer template's subject_source"),
  whole("OFFSHOOT_KRATOS_TIMEOUT_MS", "timeoutMs", "a whole number of milliseconds from 1 to 60000"),
  whole("OFFSHOOT_KRATOS_MAX_BODY_BYTES", "maxBodyBytes", "a whole number of bytes above 0")
] as const

/** How Kratos is asked about session tokens, if it is. */
export const whoami = Effect.flatMap(upstreamPolicy, (policy) =>
  upstreamSettings(whoamiSettings(policy), whoamiVariables)
)
