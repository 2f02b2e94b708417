import { Authenticator, type Caller, InvalidToken } from "@offshoot/core"
import { Effect, Layer, Redacted } from "effect"

/** An authenticator that knows a few tokens; every other one is invalid. */
export const layer = (callers: Readonly<Record<string, Caller>>): Layer.Layer<Authenticator> => {
  const known = new Map(Object.entries(callers))
  return Layer.succeed(Authenticator, {
    authenticate: (token) => {
      const caller = known.get(Redacted.value(token))
      return caller === undefined
        ? Effect.fail(new InvalidToken({ reason: "it is none of the known ones" }))
        : Effect.sync(() => structuredClone(caller))
    }
  })
}
