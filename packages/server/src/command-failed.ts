import { Data, Runtime } from "effect"

/** A command stops here; the message is the one line that says why and what to do. */
export class CommandFailed extends Data.TaggedError("CommandFailed")<{
  readonly message: string
  /** What the message joins, where several things are wrong. */
  readonly problems?: ReadonlyArray<string>
}> {
  /** The line is all that is shown. */
  override readonly [Runtime.errorReported] = false

  /** Everything that is wrong, each thing once. */
  static readonly ofAll = (all: ReadonlyArray<string>): CommandFailed => {
    const problems = [...new Set(all)]
    return new CommandFailed({ message: problems.join("; "), problems })
  }
}
