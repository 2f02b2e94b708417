import { type BypassedRule, bypassedRules, type JwtIssuer } from "@offshoot/ory"
import { Option } from "effect"
import { type CallerSettings, issuersOf } from "./caller-settings.ts"

/** What is wrong with settings that are each right: a line for each contradiction, with what to do. */
export const contradictions = (settings: CallerSettings): ReadonlyArray<string> => {
  const { introspection, issuers, opaqueTokens, whoami } = settings
  const hydra = Option.map(introspection, ({ issuer }) => issuer)
  const kratos = Option.map(whoami, ({ issuer }) => issuer)
  const has = (kind: JwtIssuer["kind"], name: Option.Option<string>) =>
    issuers.some((issuer) => issuer.kind === kind && Option.contains(name, issuer.issuer))
  const problems: ReadonlyArray<readonly [boolean, string]> = [
    [issuers.length === 0 && Option.isNone(introspection) && Option.isNone(whoami), nobody],
    [
      Option.contains(opaqueTokens, "hydra") && Option.isNone(introspection),
      "OFFSHOOT_OPAQUE_TOKENS is hydra, but OFFSHOOT_HYDRA_ADMIN_URL is not set: set it, or unset OFFSHOOT_OPAQUE_TOKENS"
    ],
    [
      Option.contains(opaqueTokens, "kratos") && Option.isNone(whoami),
      "OFFSHOOT_OPAQUE_TOKENS is kratos, but OFFSHOOT_KRATOS_PUBLIC_URL is not set: set it, or unset OFFSHOOT_OPAQUE_TOKENS"
    ],
    // Identities are an issuer and a subject: where Hydra and Kratos share the one, the other may mean two people.
    [
      has("kratos", hydra),
      "OFFSHOOT_HYDRA_ISSUER is the issuer of a kratos entry in OFFSHOOT_ISSUERS: give Kratos' tokenizer template an iss of its own"
    ],
    [
      has("hydra", kratos),
      "OFFSHOOT_KRATOS_ISSUER is the issuer of a hydra entry in OFFSHOOT_ISSUERS: give Kratos' tokenizer template an iss of its own"
    ],
    [
      Option.isSome(hydra) && Option.contains(kratos, hydra.value),
      "OFFSHOOT_HYDRA_ISSUER and OFFSHOOT_KRATOS_ISSUER are the same: give Kratos' tokenizer template an iss of its own"
    ]
  ]
  const all = issuersOf(settings)
  return [
    ...problems.flatMap(([is, problem]) => (is ? [problem] : [])),
    ...bypassedRules({
      issuers,
      introspection: Option.getOrUndefined(introspection),
      whoami: Option.getOrUndefined(whoami)
    }).map((rule) => bypassed[rule]),
    ...all.flatMap((one) => (one.endsWith("/") && all.includes(one.slice(0, -1)) ? [slash(one)] : []))
  ]
}

const bypassed: Readonly<Record<BypassedRule, string>> = {
  requireAal:
    "OFFSHOOT_KRATOS_REQUIRE_AAL is set, but JWTs of the same Kratos do not say their level, so that they would go round it: take the kratos entry of that issuer out of OFFSHOOT_ISSUERS, or unset OFFSHOOT_KRATOS_REQUIRE_AAL",
  scopesOfTokens:
    "OFFSHOOT_HYDRA_REQUIRED_SCOPES differs from requiredScopes of that issuer's entry in OFFSHOOT_ISSUERS, so that one form of token would go round the other's: make them the same, or unset OFFSHOOT_HYDRA_REQUIRED_SCOPES to have those of the entry",
  scopesOfSessions:
    "OFFSHOOT_KRATOS_PUBLIC_URL admits session tokens, which have no scopes, so that they would go round requiredScopes of that issuer's entry in OFFSHOOT_ISSUERS: take requiredScopes out of the entry, or unset OFFSHOOT_KRATOS_PUBLIC_URL"
}

const slash = (issuer: string) =>
  `The issuers ${issuer} and ${issuer.slice(0, -1)} would be two, whose callers are different people: write both as the tokens do`

const nobody =
  "OFFSHOOT_ISSUERS is not set: give a JSON array of the issuers whose tokens are accepted, or name its file in OFFSHOOT_ISSUERS_FILE; or set OFFSHOOT_HYDRA_ADMIN_URL or OFFSHOOT_KRATOS_PUBLIC_URL"
