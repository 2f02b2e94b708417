import { hash } from "node:crypto"
import type { Caller, Timestamp } from "@offshoot/core"
import { makeRecent } from "./recent.ts"

/** Whom a token was found to speak for, and when. */
export interface Remembered {
  readonly caller: Caller
  /** Before then nobody looked: a clock that was set back may say that the token is not valid yet. */
  readonly at: Timestamp
  readonly until: Timestamp
}

/** What was found out about tokens lately: about at most so many, each for its time, by their hashes. No token is kept. */
export const rememberedTokens = <A extends Remembered>(capacity: number) => {
  const recent = makeRecent<A>(capacity)
  return {
    find: (digest: string, now: Timestamp): A | undefined => {
      const known = recent.get(digest)
      return known !== undefined && known.at <= now && now < known.until ? known : undefined
    },
    remember: recent.set
  }
}

/** The name of a token that does not tell the token. */
export const digestOf = (token: string): string => hash("sha256", token, "binary")
