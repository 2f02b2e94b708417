import type { Fault, Unavailable } from "@offshoot/core"
import { Context, Effect, Layer } from "effect"

/** Whether what requests need is there, like a database. */
export class Readiness extends Context.Service<
  Readiness,
  {
    /** Asks now; whatever is missing is `Unavailable`. */
    readonly check: Effect.Effect<void, Unavailable | Fault>
  }
>()("@offshoot/http/Readiness") {
  /** For hosts whose ports need nothing outside of the process. */
  static readonly always = Layer.succeed(Readiness, { check: Effect.void })
}
