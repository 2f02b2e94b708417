import { Data, Runtime } from "effect"

/** A command stops here; the message is the one line that says why and what to do. */
export class CommandFailed extends Data.TaggedError("CommandFailed")<{ readonly message: string }> {
  /** The line is all that is shown. */
  override readonly [Runtime.errorReported] = false
}
