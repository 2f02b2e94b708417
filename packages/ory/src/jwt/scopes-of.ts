import type { InvalidToken } from "@offshoot/core"
import { Result } from "effect"
import { refuse } from "./refuse.ts"
import type { Members } from "./strict-json.ts"

/** One scope as RFC 6749 spells it: visible ASCII without quotes and backslashes. */
export const scopePattern = /^[\x21\x23-\x5b\x5d-\x7e]+$/

/** The scopes of a token: the array `scp`, or the words of `scope` (RFC 8693); where it has both, they must agree. */
export const scopesOf = ({ scope, scp }: Members): Result.Result<ReadonlyArray<string>, InvalidToken> => {
  if (scope !== undefined && typeof scope !== "string") return refuse("scope is not a text")
  const worded = scope?.split(" ").filter((word) => word !== "")
  const scopes = scp === undefined ? (worded ?? []) : scp
  if (!areScopes(scopes)) return refuse("scp or scope is malformed")
  const distinct = [...new Set(scopes)]
  return worded === undefined || same(distinct, worded) ? Result.succeed(distinct) : refuse("scp and scope differ")
}

const same = (scopes: ReadonlyArray<string>, others: ReadonlyArray<string>) =>
  scopes.length === new Set(others).size && others.every((scope) => scopes.includes(scope))

const areScopes = (value: unknown): value is ReadonlyArray<string> =>
  Array.isArray(value) && value.every((scope) => typeof scope === "string" && scopePattern.test(scope))
