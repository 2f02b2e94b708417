import type { Fault, Unavailable } from "@offshoot/core"
import { Effect } from "effect"
import { ask } from "./ask.ts"
import { below } from "./upstream-url.ts"

/** A service of Ory that is asked whether it is ready, its database too. */
export interface Watched {
  readonly dependency: "Hydra" | "Kratos" | "Keto"
  readonly url: string
  /** What a gateway in front of it wants to see. */
  readonly headers?: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly maxBodyBytes: number
}

/**
 * Succeeds if a service says at `/health/ready` that it can answer. For those who watch: it takes no question's place, since
 * what is ready now may not be when it is asked.
 */
export const ready = ({ url, ...watched }: Watched): Effect.Effect<void, Unavailable | Fault> =>
  ask({ ...watched, operation: "ask for readiness", url: below(url, "/health/ready"), understood: [200] }).pipe(
    Effect.asVoid
  )
