import { type Caller, InsufficientUserAuthentication, type InvalidToken, type Timestamp } from "@offshoot/core"
import { Result } from "effect"
import { isSubject } from "../jwt/check-claims.ts"
import { refuse } from "../jwt/refuse.ts"
import type { Session } from "./session.ts"
import type { WhoamiSettings } from "./whoami-settings.ts"

/** Whom a session speaks for now, whatever the status was that it came with. */
export const judgeSession = (
  { issuer, requireAal, subject: member }: Pick<WhoamiSettings, "issuer" | "requireAal" | "subject">,
  { active, authenticator_assurance_level, expires_at, identity }: Session,
  now: Timestamp
): Result.Result<Caller, InvalidToken | InsufficientUserAuthentication> => {
  const subject = identity[member]
  const expiresAt = Date.parse(expires_at)

  if (!active) return refuse("the session is not active")
  if (expiresAt <= now) return refuse("the session has expired")
  if (identity.state !== undefined && identity.state !== "active") return refuse("the identity is not active")
  if (!isSubject(subject)) return refuse(`the identity has no ${member} that is a subject`)
  if (requireAal !== undefined && levels.indexOf(authenticator_assurance_level ?? "") < levels.indexOf(requireAal)) {
    return Result.fail(new InsufficientUserAuthentication())
  }
  return Result.succeed({ issuer, kind: "user", subject, scopes: [], expiresAt })
}

/** From the weakest to the strongest; any other is weaker. */
const levels = ["aal0", "aal1", "aal2", "aal3"]
