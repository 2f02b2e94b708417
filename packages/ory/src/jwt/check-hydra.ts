import type { Caller, InvalidToken } from "@offshoot/core"
import { Result } from "effect"
import { refuse } from "./refuse.ts"
import type { Members } from "./strict-json.ts"

/** What an ID token, a logout token or a signed userinfo answer has: the same keys sign them, under the same typ. */
const ofOtherTokens = ["nonce", "at_hash", "c_hash", "s_hash", "auth_time", "rat", "events"]

/** Tells an access token of Hydra from everything else that it signs, and who was given it. */
export const checkHydra = (claims: Members): Result.Result<Caller["kind"], InvalidToken> => {
  const { client_id, scope, scp } = claims
  if (ofOtherTokens.some((name) => Object.hasOwn(claims, name))) return refuse("the token is no access token")
  if (scp === undefined && scope === undefined) return refuse("the token has neither scp nor scope")
  return typeof client_id === "string" && client_id !== ""
    ? Result.succeed(hydraKind(claims))
    : refuse("client_id does not name a client")
}

/** A program's token is issued to the program itself, a person's to the program that the person uses. */
export const hydraKind = ({ client_id, sub }: Members): Caller["kind"] => (client_id === sub ? "client" : "user")
