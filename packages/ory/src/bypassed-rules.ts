import { Equal, HashSet } from "effect"
import type { IntrospectionSettings } from "./hydra/introspection-settings.ts"
import type { JwtIssuer } from "./jwt/jwt-issuer.ts"
import type { WhoamiSettings } from "./kratos/whoami-settings.ts"

/** The ways in which a service finds out who is calling. */
export interface WaysToJudge {
  readonly issuers: ReadonlyArray<JwtIssuer>
  readonly introspection: IntrospectionSettings | undefined
  readonly whoami: WhoamiSettings | undefined
}

/**
 * A rule on an issuer's callers that holds for one form of their tokens only, so that the other goes round it:
 * - `requireAal`: the JWTs of that Kratos do not say their assurance level;
 * - `scopesOfTokens`: Hydra's JWTs need other scopes than its opaque tokens;
 * - `scopesOfSessions`: Kratos' JWTs need scopes, and session tokens have none.
 */
export type BypassedRule = "requireAal" | "scopesOfTokens" | "scopesOfSessions"

/** The rules that callers could go round; settings with any are not to be used together. */
export const bypassedRules = ({ introspection, issuers, whoami }: WaysToJudge): ReadonlyArray<BypassedRule> => {
  const hydra = issuers.find(({ issuer }) => issuer === introspection?.issuer)
  const kratos = issuers.find(({ issuer }) => issuer === whoami?.issuer)
  const rules: ReadonlyArray<readonly [boolean, BypassedRule]> = [
    [kratos !== undefined && whoami?.requireAal !== undefined, "requireAal"],
    [hydra !== undefined && !haveSame(hydra.requiredScopes, introspection?.requiredScopes ?? []), "scopesOfTokens"],
    [kratos !== undefined && kratos.requiredScopes.length > 0, "scopesOfSessions"]
  ]
  return rules.flatMap(([isBypassed, rule]) => (isBypassed ? [rule] : []))
}

const haveSame = (some: ReadonlyArray<string>, others: ReadonlyArray<string>) =>
  Equal.equals(HashSet.fromIterable(some), HashSet.fromIterable(others))
