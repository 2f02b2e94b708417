import { InvalidToken } from "@offshoot/core"
import { Result } from "effect"
import { base64url } from "jose"
import { type Members, strictJson } from "./strict-json.ts"

/** The parts of a token that nobody has vouched for yet. */
export interface UnverifiedJwt {
  readonly header: Members
  readonly claims: Members
}

/** Splits a compact JWT (RFC 7519) into its parts, of which there is exactly one way to write each. */
export const readJwt = (token: string): Result.Result<UnverifiedJwt, InvalidToken> => {
  const [, header = "", claims = "", signature = ""] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token) ?? []
  return Result.all([decode(header), decode(claims), decode(signature)]).pipe(
    Result.flatMap(([header, claims]) => Result.all({ header: strictJson(header), claims: strictJson(claims) })),
    // What was thrown may quote the token.
    Result.mapError(() => new InvalidToken({ reason: "the token is not a canonical JWT" }))
  )
}

/** Only the one canonical spelling: no padding, no stray bits in the last character. */
const decode = (segment: string): Result.Result<Uint8Array, unknown> =>
  Result.try(() => {
    const bytes = base64url.decode(segment)
    if (base64url.encode(bytes) !== segment) throw new SyntaxError("not canonical base64url")
    return bytes
  })
