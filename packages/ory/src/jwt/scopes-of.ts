import { type InvalidToken, Text } from "@offshoot/core"
import { Array, Result, Schema } from "effect"
import { refuse } from "./refuse.ts"
import type { Members } from "./strict-json.ts"

/** The scopes of a token: the array `scp`, or the words of `scope` (RFC 8693); where it has both, they must agree. */
export const scopesOf = ({ scope, scp }: Members): Result.Result<ReadonlyArray<string>, InvalidToken> => {
  if (scp !== undefined && !isTexts(scp)) return refuse("scp is not a list of scopes")
  if (scope !== undefined && !isText(scope)) return refuse("scope is not a text")
  const listed = scp && Array.dedupe(scp)
  const worded = scope === undefined ? undefined : words(scope)
  return listed && worded && !same(listed, worded)
    ? refuse("scp and scope differ")
    : Result.succeed(listed ?? worded ?? [])
}

const isText = Schema.is(Text)
const isTexts = Schema.is(Schema.Array(Text))

const words = (scope: string) => Array.dedupe(scope.split(" ").filter((word) => word !== ""))

const same = (some: ReadonlyArray<string>, others: ReadonlyArray<string>) =>
  some.length === others.length && some.every((scope) => others.includes(scope))
