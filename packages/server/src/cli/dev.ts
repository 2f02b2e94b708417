import { Command } from "effect/cli"
import { development } from "../development/development.ts"
import { untilStopped } from "../until-stopped.ts"

export const dev = Command.make("dev", {}, () => untilStopped(development)).pipe(
  Command.withDescription("Serves a demo on this machine alone, with an embedded database; never for production")
)
