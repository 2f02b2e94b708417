import type { IntrospectionSettings, JwtIssuer, WhoamiSettings } from "@offshoot/ory"
import { Option } from "effect"

/** Everything by which the service finds out who is calling; at least one of the first three. */
export interface CallerSettings {
  readonly issuers: ReadonlyArray<JwtIssuer>
  readonly introspection: Option.Option<IntrospectionSettings>
  readonly whoami: Option.Option<WhoamiSettings>
  readonly opaqueTokens: Option.Option<"hydra" | "kratos">
}

/** The issuers that vouch for callers, each once. */
export const issuersOf = ({ introspection, issuers, whoami }: CallerSettings): ReadonlyArray<string> => [
  ...new Set([...issuers, ...Option.toArray(introspection), ...Option.toArray(whoami)].map(({ issuer }) => issuer))
]
