import { type Caller, InsufficientScope } from "@offshoot/core"
import { Effect, Result, Schema } from "effect"
import { scopePattern } from "./scopes-of.ts"

/** Scopes that every token must have, spelled as in RFC 6749; none where it is left out. */
export const RequiredScopes = Schema.Array(
  Schema.String.check(
    Schema.isPattern(scopePattern, {
      expected: "a scope: visible ASCII without quotes and backslashes"
    })
  )
).pipe(Schema.withDecodingDefaultKey(Effect.succeed([])))

/** Lets a caller pass whose token has all of these; the refusal names them all, so that the next token has them. */
export const requireScopes = (
  required: ReadonlyArray<string>,
  caller: Caller
): Result.Result<Caller, InsufficientScope> =>
  required.every((scope) => caller.scopes.includes(scope))
    ? Result.succeed(caller)
    : Result.fail(new InsufficientScope({ scopes: required }))
