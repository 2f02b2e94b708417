import type { Caller, InvalidToken, Timestamp } from "@offshoot/core"
import { Result } from "effect"
import { checkClaims } from "./check-claims.ts"
import { checkHeader, type SignedWith } from "./check-header.ts"
import { checkHydra } from "./check-hydra.ts"
import { checkKratos } from "./check-kratos.ts"
import { readJwt } from "./read-jwt.ts"
import { refuse } from "./refuse.ts"
import type { TrustedIssuer } from "./trusted-issuer.ts"

/** What a token says that breaks no rule: true only if the key that it names signed it. */
export interface Plausible {
  readonly by: TrustedIssuer
  readonly signedWith: SignedWith
  readonly caller: Caller & { readonly expiresAt: Timestamp }
}

/**
 * Judges everything of a token but its signature, by the rules of the one issuer that it names: nobody needs to look for
 * the key of a token that is refused here.
 */
export const judgeJwt = (
  trusted: ReadonlyMap<unknown, TrustedIssuer>,
  token: string,
  now: Timestamp
): Result.Result<Plausible, InvalidToken> =>
  Result.flatMap(readJwt(token), ({ claims, header }) => {
    const { iss } = claims
    const by = trusted.get(iss)
    if (by === undefined) return refuse("iss is none of the issuers")
    const { issuer } = by
    if (token.length > issuer.maxTokenBytes) return refuse("the token is too long")
    const judged = Result.all({
      signedWith: checkHeader(issuer, header),
      claimed: checkClaims(issuer, claims, now),
      kind: checksOf[issuer.kind](claims)
    })
    return Result.map(judged, ({ claimed, kind, signedWith }) => ({
      by,
      signedWith,
      caller: { issuer: issuer.issuer, kind, ...claimed }
    }))
  })

const checksOf = { hydra: checkHydra, kratos: checkKratos }
