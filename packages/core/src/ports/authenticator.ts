import { Context, type Effect, type Redacted } from "effect"
import type { Caller } from "../domain/caller.ts"
import type {
  Fault,
  InsufficientScope,
  InsufficientUserAuthentication,
  InvalidToken,
  Unavailable
} from "../domain/errors.ts"

/** Finds out who is calling; used by what drives the core, not by the use cases. */
export class Authenticator extends Context.Service<
  Authenticator,
  {
    /** The caller that a Bearer token speaks for. An upstream that cannot tell is `Unavailable` or a `Fault`, never a refusal. */
    readonly authenticate: (
      token: Redacted.Redacted
    ) => Effect.Effect<Caller, InvalidToken | InsufficientUserAuthentication | InsufficientScope | Unavailable | Fault>
  }
>()("@offshoot/core/Authenticator") {}
