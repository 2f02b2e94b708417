import { Exit, Option } from "effect"

/** What an exit failed with; undefined for a success or a defect. */
export const failureOf = (exit: Exit.Exit<unknown, unknown> | undefined) =>
  exit !== undefined && Exit.isFailure(exit) ? Option.getOrUndefined(Exit.findErrorOption(exit)) : undefined
