import { writeFile } from "node:fs/promises"
import { Console, Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { issueTokens } from "./issue-tokens.ts"
import { reportTokens, tokensWords } from "./report-tokens.ts"
import { takeTurns } from "./take-turns.ts"
import { waysOf } from "./ways.ts"

const flags = {
  json: Flag.String("json").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("writes the ratios as JSON"),
    Flag.optional
  ),
  repeats: Flag.Int("repeats").pipe(Flag.withDescription("how often it is all done"), Flag.withDefault(15))
}

/** How fast tokens are verified, with a memory and without, against jose called directly; no database is needed. */
export const tokens = Command.make("tokens", flags, ({ json, repeats }) =>
  Effect.gen(function* () {
    const measured = yield* Effect.forEach(["ES256", "RS256"] as const, (alg) =>
      Effect.gen(function* () {
        const issued = yield* Effect.promise(() => issueTokens(alg, 1000))
        return [alg.toLowerCase(), yield* takeTurns(yield* waysOf(issued), issued.tokens.length, repeats)] as const
      })
    )
    const report = reportTokens(Object.fromEntries(measured))
    yield* Console.log(tokensWords(report))
    if (Option.isSome(json)) yield* Effect.promise(() => writeFile(json.value, JSON.stringify(report, null, 2)))
  })
).pipe(Command.withDescription("Measures how fast tokens are verified, against jose called directly"))
