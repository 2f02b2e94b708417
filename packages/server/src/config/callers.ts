import type { IntrospectionSettings, JwtIssuer } from "@offshoot/ory"
import { Effect, Option } from "effect"
import { CommandFailed } from "../command-failed.ts"
import { allSettings } from "./all-settings.ts"
import type { CallerSettings } from "./caller-settings.ts"
import { contradictions } from "./contradictions.ts"
import { introspection } from "./introspection.ts"
import { issuers } from "./issuers.ts"
import { opaqueTokens } from "./opaque-tokens.ts"
import { whoami } from "./whoami.ts"

/** Reads from the environment how callers are judged, and refuses what contradicts itself. */
export const callers = Effect.gen(function* () {
  const read: CallerSettings = yield* allSettings({ issuers, introspection, whoami, opaqueTokens })
  const settings = { ...read, introspection: Option.map(read.introspection, scopesOfEntry(read.issuers)) }
  const problems = contradictions(settings)
  return problems.length === 0 ? settings : yield* CommandFailed.ofAll(problems)
})

/** Where no variable says which scopes opaque tokens must have, they are those of the same issuer's JWTs. */
const scopesOfEntry =
  (issuers: ReadonlyArray<JwtIssuer>) =>
  (hydra: IntrospectionSettings): IntrospectionSettings => {
    const entry = issuers.find(({ issuer }) => issuer === hydra.issuer)
    return entry === undefined || hydra.requiredScopes.length > 0
      ? hydra
      : { ...hydra, requiredScopes: entry.requiredScopes }
  }
