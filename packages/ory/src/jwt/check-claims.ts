import type { InvalidToken, Timestamp } from "@offshoot/core"
import { Result } from "effect"
import type { Audience } from "./audience.ts"
import { refuse } from "./refuse.ts"
import { scopesOf } from "./scopes-of.ts"
import type { Members } from "./strict-json.ts"

/** What the claims of a token are judged by, whoever issued it. */
export interface ClaimRules {
  readonly issuer: string
  readonly audience: Audience
  readonly clockToleranceSec: number
  /** From `iat` to `exp`; without it a token may live as long as its issuer wants. */
  readonly maxLifetimeSec?: number
}

export interface Claims {
  readonly subject: string
  readonly scopes: ReadonlyArray<string>
  readonly expiresAt: Timestamp
}

/** Judges what a token claims, or what its issuer says of it, now. */
export const checkClaims = (
  { audience, clockToleranceSec, issuer, maxLifetimeSec }: ClaimRules,
  claims: Members,
  now: Timestamp
): Result.Result<Claims, InvalidToken> => {
  const { aud, exp, iat, iss, nbf = 0, sub } = claims
  const seconds = now / 1000

  if (iss !== issuer) return refuse("iss is not the issuer")
  if (!isSubject(sub)) return refuse("sub is not a subject")
  if (!isFor(audience, aud)) return refuse("aud names none of the audiences, or is malformed")
  if (!isMoment(exp) || !isMoment(iat) || !isMoment(nbf)) return refuse("exp, iat or nbf is not a whole number")
  if (exp <= seconds - clockToleranceSec) return refuse("the token has expired")
  if (nbf > seconds + clockToleranceSec) return refuse("the token is not valid yet")
  if (iat > seconds + clockToleranceSec) return refuse("the token was issued in the future")
  if (exp <= iat) return refuse("the token expired before it was issued")
  if (maxLifetimeSec !== undefined && exp - iat > maxLifetimeSec) return refuse("the token lives too long")
  // A sender-bound token (RFC 7800) is no Bearer token: whoever finds it must not be able to use it.
  if (Object.hasOwn(claims, "cnf")) return refuse("the token is bound to its sender")

  return Result.map(scopesOf(claims), (scopes) => ({ subject: sub, scopes, expiresAt: exp * 1000 }))
}

/** Who somebody can be: a name of 1 to 256 characters, none of them a control character or half a character. */
export const isSubject = (sub: unknown): sub is string =>
  typeof sub === "string" && /^[^\p{Cc}\p{Cs}]{1,256}$/u.test(sub)

/** Unchecked is only whom `aud` names: what it may be is a text or a list of texts (RFC 7519), or not there. */
const isFor = (audience: Audience, aud: unknown): boolean => {
  if (aud === undefined) return audience === "unchecked"
  const named: unknown = typeof aud === "string" ? [aud] : aud
  return (
    Array.isArray(named) &&
    named.every((one) => typeof one === "string") &&
    (audience === "unchecked" || named.some((one) => audience.includes(one)))
  )
}

/** Seconds since 1970, whole and exact. */
const isMoment = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
