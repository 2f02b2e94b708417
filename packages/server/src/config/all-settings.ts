import { Effect, type FileSystem, Result } from "effect"
import { CommandFailed } from "../command-failed.ts"

/**
 * Reads all settings before anything starts; the line names everything that is missing or wrong, not only the first.
 *
 * @param checks what else may be wrong
 */
export const allSettings = <A extends Record<string, unknown>>(
  settings: {
    readonly [Name in keyof A]: Effect.Effect<A[Name], CommandFailed, FileSystem.FileSystem>
  },
  checks: ReadonlyArray<Effect.Effect<void, CommandFailed>> = []
): Effect.Effect<A, CommandFailed, FileSystem.FileSystem> =>
  Effect.gen(function* () {
    const problems: Array<string> = []
    const values: Partial<A> = {}
    for (const name of Object.keys(settings) as ReadonlyArray<keyof A>) {
      const read = yield* Effect.result(settings[name])
      if (Result.isSuccess(read)) values[name] = read.success
      else problems.push(...problemsOf(read.failure))
    }
    for (const check of checks) {
      const checked = yield* Effect.result(check)
      if (Result.isFailure(checked)) problems.push(...problemsOf(checked.failure))
    }
    // Without problems every name has its value.
    if (problems.length === 0) return values as A
    // Several settings may need the same one.
    return yield* CommandFailed.ofAll(problems)
  })

const problemsOf = ({ message, problems = [message] }: CommandFailed) => problems
