import { Console, type Effect } from "effect"
import { Flag } from "effect/cli"

/** `--json`, for programs that read the answer. */
export const json = Flag.Boolean("json").pipe(
  Flag.withDefault(false),
  Flag.withDescription("Answer with one line of JSON")
)

/** Prints what a command has to say: a line for people, or JSON. */
export const answer = (asJson: boolean, words: string, facts: unknown): Effect.Effect<void> =>
  Console.log(asJson ? JSON.stringify(facts) : words)
