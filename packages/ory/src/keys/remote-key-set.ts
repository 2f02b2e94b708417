import type { Fault, Unavailable } from "@offshoot/core"
import { Effect, type Scope } from "effect"
import { ExchangeFailed } from "../upstream/exchange-failed.ts"
import { fetchKeys, type PublishedKeys } from "./fetch-keys.ts"
import type { KeySet } from "./key-set.ts"
import type { KeySetSettings } from "./key-set-settings.ts"
import { refreshedKeySet } from "./refreshed-key-set.ts"

/**
 * The keys that an issuer publishes at an address (RFC 7517), kept as new as `settings` says while the scope lasts. Without
 * usable keys, and of a key that could not be looked for, the answer is `Unavailable`; the log says why a fetch failed.
 */
export const make = (settings: PublishedKeys & KeySetSettings): Effect.Effect<KeySet, never, Scope.Scope> =>
  refreshedKeySet(settings, (known) =>
    fetchKeys(settings, known).pipe(
      Effect.tapError((error) => Effect.logWarning(`${settings.jwksUrl}: ${reasonOf(error)}`)),
      Effect.tapDefect(() => Effect.logError(`${settings.jwksUrl}: fetching the keys failed, a fault of this program`))
    )
  )

const reasonOf = ({ _tag, cause }: Unavailable | Fault) =>
  `${_tag === "Fault" ? "misconfigured" : "no usable keys"}, ${cause instanceof ExchangeFailed ? cause.message : _tag}`
