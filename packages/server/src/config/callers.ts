import type { IntrospectionSettings, JwtIssuer, WhoamiSettings } from "@offshoot/ory"
import { Effect, Option } from "effect"
import { CommandFailed } from "../command-failed.ts"
import { allSettings } from "./all-settings.ts"
import { introspection } from "./introspection.ts"
import { issuers } from "./issuers.ts"
import { opaqueTokens } from "./opaque-tokens.ts"
import { whoami } from "./whoami.ts"

/** Everything by which the service finds out who is calling; at least one of the first three. */
export interface CallerSettings {
  readonly issuers: ReadonlyArray<JwtIssuer>
  readonly introspection: Option.Option<IntrospectionSettings>
  readonly whoami: Option.Option<WhoamiSettings>
  readonly opaqueTokens: Option.Option<"hydra" | "kratos">
}

/** Reads it from the environment, and refuses what contradicts itself. */
export const callers = Effect.gen(function* () {
  const settings: CallerSettings = yield* allSettings({ issuers, introspection, whoami, opaqueTokens })
  const problems = contradictions(settings)
  return problems.length === 0 ? settings : yield* new CommandFailed({ message: problems.join("; ") })
})

/** The issuers that vouch for callers, each once. */
export const issuersOf = ({ introspection, issuers, whoami }: CallerSettings): ReadonlyArray<string> => [
  ...new Set([...issuers, ...Option.toArray(introspection), ...Option.toArray(whoami)].map(({ issuer }) => issuer))
]

const contradictions = ({ introspection, issuers, opaqueTokens, whoami }: CallerSettings): ReadonlyArray<string> => {
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
  const all = issuersOf({ introspection, issuers, opaqueTokens, whoami })
  return [
    ...problems.flatMap(([is, problem]) => (is ? [problem] : [])),
    ...all.flatMap((one) => (one.endsWith("/") && all.includes(one.slice(0, -1)) ? [slash(one)] : []))
  ]
}

const slash = (issuer: string) =>
  `The issuers ${issuer} and ${issuer.slice(0, -1)} would be two, whose callers are different people: write both as the tokens do`

const nobody =
  "OFFSHOOT_ISSUERS is not set: give a JSON array of the issuers whose tokens are accepted, or name its file in OFFSHOOT_ISSUERS_FILE; or set OFFSHOOT_HYDRA_ADMIN_URL or OFFSHOOT_KRATOS_PUBLIC_URL"
