import { Cache, Clock, Context, Duration, Effect, Layer, Option } from "effect"
import { TooManyRequests } from "./problems/request-errors.ts"

/** How many reads of one address are answered in a window. */
const limit = 120
const window = Duration.minutes(1)
/** How many addresses are kept in mind. */
const addresses = 10_000

/** Limits how often one client may read shares without login. */
export class PublicReads extends Context.Service<
  PublicReads,
  {
    /** Counts a read from an address; one that is not known (a fetch handler has none) is for the host to limit. */
    readonly count: (address: Option.Option<string>) => Effect.Effect<void, TooManyRequests>
  }
>()("@offshoot/http/PublicReads") {
  static readonly layer = Layer.effect(
    PublicReads,
    Effect.map(
      Cache.make({
        capacity: addresses,
        timeToLive: window,
        lookup: (_address: string) => Effect.map(Clock.currentTimeMillis, (since) => ({ since, count: 0 }))
      }),
      (windows) =>
        PublicReads.of({
          count: Effect.fnUntraced(function* (address) {
            if (Option.isNone(address)) return
            const reads = yield* Cache.get(windows, address.value)
            reads.count++
            if (reads.count <= limit) return
            const left = reads.since + Duration.toMillis(window) - (yield* Clock.currentTimeMillis)
            return yield* new TooManyRequests({ retryAfterSeconds: Math.max(1, Math.ceil(left / 1000)) })
          })
        })
    )
  )
}
