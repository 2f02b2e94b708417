import { Predicate } from "effect"
import { CommandFailed } from "./command-failed.ts"
import type { Listening } from "./config/listening.ts"

/** Why the service cannot listen there. */
export const portFailure = ({ host, port }: Listening, error: unknown): CommandFailed => {
  const code = Predicate.hasProperty(error, "code") ? error.code : undefined
  if (code === "EADDRINUSE") {
    return new CommandFailed({
      message: `Port ${port} of ${host} is taken: set OFFSHOOT_PORT to another one, or to 0 for any free one`
    })
  }
  if (code === "EACCES") {
    return new CommandFailed({
      message: `Port ${port} may not be used by this user: set OFFSHOOT_PORT to one above 1023`
    })
  }
  return new CommandFailed({
    message: `OFFSHOOT_HOST must be an address of this machine; ${host} cannot be listened on${code === undefined ? "" : ` (${code})`}`
  })
}
