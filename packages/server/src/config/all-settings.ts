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
      else problems.push(read.failure.message)
    }
    for (const check of checks) {
      const checked = yield* Effect.result(check)
      if (Result.isFailure(checked)) problems.push(checked.failure.message)
    }
    // Without problems every name has its value.
    if (problems.length === 0) return values as A
    // What several settings need is wrong once.
    return yield* new CommandFailed({ message: [...new Set(problems.join("; ").split("; "))].join("; ") })
  })
