import { type InvalidToken, Text } from "@offshoot/core"
import { Array, Result, Schema } from "effect"
import { refuse } from "./refuse.ts"
import type { Members } from "./strict-json.ts"

/** The scopes of a token: the array `scp`, or the words of `scope` (RFC 8693); where it has both, they must agree. */
export const scopesOf = ({ scope, scp }: Members): Result.Result<ReadonlyArray<string>, InvalidToken> => {
  const listed = scp === undefined ? undefined : Result.map(decoded(Schema.Array(Text), scp), Array.dedupe)
  const worded = scope === undefined ? undefined : Result.map(decoded(Text, scope), words)
  return Result.gen(function* () {
    if (listed === undefined) return worded === undefined ? [] : yield* worded
    const scopes = yield* listed
    if (worded !== undefined && !same(scopes, yield* worded)) return yield* refuse("scp and scope differ")
    return scopes
  })
}

const decoded = <A>(schema: Schema.Schema<A>, value: unknown): Result.Result<A, InvalidToken> =>
  Schema.is(schema)(value) ? Result.succeed(value) : refuse("scp or scope is malformed")

const words = (scope: string) => Array.dedupe(scope.split(" ").filter((word) => word !== ""))

const same = (some: ReadonlyArray<string>, others: ReadonlyArray<string>) =>
  some.length === others.length && some.every((scope) => others.includes(scope))
