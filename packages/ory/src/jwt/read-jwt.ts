import type { InvalidToken } from "@offshoot/core"
import { Result } from "effect"
import { refuse } from "./refuse.ts"
import { type Members, strictJson } from "./strict-json.ts"

/** The parts of a token that nobody has vouched for yet. */
export interface UnverifiedJwt {
  /** Still as it is written: `readSegment` reads it. */
  readonly header: string
  readonly claims: Members
  readonly bytes: number
}

/** Splits a compact JWT (RFC 7519) into its parts, of which there is exactly one way to write each. */
export const readJwt = (token: string): Result.Result<UnverifiedJwt, InvalidToken> => {
  const [header = "", written = "", signature = "", ...more] = token.split(".")
  const claims = more.length === 0 && bytesOf(signature) !== undefined ? readSegment(written) : notCanonical
  return Result.isSuccess(claims)
    ? Result.succeed({ header, claims: claims.success, bytes: token.length })
    : notCanonical
}

/** The JSON object in a segment of a JWT. */
export const readSegment = (segment: string): Result.Result<Members, InvalidToken> => {
  const bytes = bytesOf(segment)
  const members = bytes && strictJson(bytes)
  return members === undefined ? notCanonical : Result.succeed(members)
}

const notCanonical = refuse("the token is not a canonical JWT")

/** What base64url says in its one canonical spelling, if it says anything: no padding, no stray bits in the last character. */
const bytesOf = (segment: string): Uint8Array | undefined => {
  const bytes = Buffer.from(segment, "base64url")
  return segment !== "" && bytes.toString("base64url") === segment ? bytes : undefined
}
