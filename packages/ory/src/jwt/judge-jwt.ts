import type { Caller, InvalidToken, Timestamp } from "@offshoot/core"
import { Result } from "effect"
import { makeRecent } from "../recent.ts"
import { checkClaims } from "./check-claims.ts"
import { checkHeader, type SignedWith } from "./check-header.ts"
import { checkHydra } from "./check-hydra.ts"
import { checkKratos } from "./check-kratos.ts"
import type { JwtIssuer } from "./jwt-issuer.ts"
import { readSegment, type UnverifiedJwt } from "./read-jwt.ts"
import { refuse } from "./refuse.ts"

/** What a token says that breaks no rule: true only if the key that it names signed it. */
export interface Plausible {
  readonly signedWith: SignedWith
  readonly caller: Caller & { readonly expiresAt: Timestamp }
}

/**
 * Judges everything of an issuer's token but its signature, now: nobody needs to look for the key of a token that is
 * refused here.
 */
export const judgeJwt = (issuer: JwtIssuer) => {
  const readHeader = headerReader(issuer)
  const checkKind = checksOf[issuer.kind]

  return ({ bytes, claims, header }: UnverifiedJwt, now: Timestamp): Result.Result<Plausible, InvalidToken> => {
    if (bytes > issuer.maxTokenBytes) return refuse("the token is too long")
    const signedWith = readHeader(header)
    if (Result.isFailure(signedWith)) return Result.fail(signedWith.failure)
    const claimed = checkClaims(issuer, claims, now)
    if (Result.isFailure(claimed)) return Result.fail(claimed.failure)
    const kind = checkKind(claims)
    if (Result.isFailure(kind)) return Result.fail(kind.failure)
    const caller = { issuer: issuer.issuer, kind: kind.success, ...claimed.success }
    return Result.succeed({ signedWith: signedWith.success, caller })
  }
}

const checksOf = { hydra: checkHydra, kratos: checkKratos }

/** The tokens of an issuer have few headers: those that were judged good are known by how they are written. */
const headerReader = (issuer: JwtIssuer) => {
  const known = makeRecent<SignedWith>(100)

  return (segment: string): Result.Result<SignedWith, InvalidToken> => {
    const signedWith = known.get(segment)
    if (signedWith !== undefined) return Result.succeed(signedWith)
    const checked = Result.flatMap(readSegment(segment), (header) => checkHeader(issuer, header))
    // A copy: the segment itself is a part of the token, and would keep all of it.
    if (Result.isSuccess(checked)) known.set(Buffer.from(segment).toString(), checked.success)
    return checked
  }
}
