import { Console } from "effect"
import { CliOutput } from "effect/cli"

/** What is wrong with an invocation is one line, too, which says where help is. */
export const layerOneLineErrors = CliOutput.layerPresenter({
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? Console.error(
          `offshoot: ${event.errors.map(({ message }) => message.replaceAll(/\s+/g, " ")).join("; ")} (see ${event.commandPath.join(" ")} --help)`
        )
      : CliOutput.defaultPresenter.present(event)
})
