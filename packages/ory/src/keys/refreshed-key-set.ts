import { type Fault, InvalidToken, Unavailable } from "@offshoot/core"
import { Clock, Effect, Exit, FiberHandle, Random, type Scope } from "effect"
import { makeRecent } from "../recent.ts"
import { type ImportedKeys, nameOf } from "./imported-keys.ts"
import type { KeySet } from "./key-set.ts"
import type { KeySetSettings } from "./key-set-settings.ts"

/**
 * The keys that `fetch` answers, fetched at the start, again when they are no longer fresh, and for a key that they lack,
 * never twice at once and never within the cooldown of an attempt. A key that they have is found at once, whatever a fetch
 * under way does; those of the last good fetch are used until they are stale.
 */
export const refreshedKeySet = Effect.fnUntraced(function* (
  settings: KeySetSettings,
  fetch: (known: ImportedKeys) => Effect.Effect<ImportedKeys, Unavailable | Fault>
): Effect.fn.Return<KeySet, never, Scope.Scope> {
  const clock = yield* Clock.Clock
  // Milliseconds of a clock that nobody sets: set back, the other would hold up the next fetch.
  const now = () => Number(clock.monotonicTimeNanosUnsafe()) / 1_000_000
  const flight = yield* FiberHandle.make<void, never>()
  const run = yield* FiberHandle.runtime(flight)<never>()
  let missed = makeRecent<number>(1000)

  let keys = noKeys
  let fetchedAt = Number.NEGATIVE_INFINITY
  let failures = 0
  let allowedAt = now()
  let dueAt = now()

  const attempt = Effect.gen(function* () {
    const outcome = yield* Effect.exit(fetch(keys))
    const random = yield* Random.next
    failures = Exit.isSuccess(outcome) ? 0 : failures + 1
    if (Exit.isSuccess(outcome)) {
      if (!isSame(keys, outcome.value)) missed = makeRecent(1000)
      keys = outcome.value
      fetchedAt = now()
    }
    allowedAt = now() + pauseAfter(failures, settings.jwksCooldownSec, random)
    dueAt = failures === 0 ? now() + Math.ceil(settings.jwksFreshSec * 1000 * (1 - random * jitter)) : allowedAt
  })
  const refreshed = Effect.suspend(() => {
    run(attempt, { onlyIfMissing: true })
    return FiberHandle.awaitEmpty(flight)
  })
  const isUnderWay = () => flight.state._tag === "Open" && flight.state.fiber !== undefined
  const isUsable = () => now() - fetchedAt <= settings.jwksStaleSec * 1000
  const find = (name: string) => (isUsable() ? keys.get(name)?.key : undefined)

  const search = Effect.fnUntraced(function* (name: string) {
    const isMissed = now() - (missed.get(name) ?? Number.NEGATIVE_INFINITY) < missedMs
    const isFirst = !isUnderWay() && !isMissed && now() >= allowedAt
    if (isFirst || isUnderWay()) yield* refreshed

    const key = find(name)
    if (key !== undefined) return key
    if (failures > 0 || !isUsable()) return yield* unread
    // What a fetch that was under way before does not have may be newer than it.
    if (isFirst) missed.set(name, now())
    return yield* new InvalidToken({ reason: "no key of the issuer has the token's kid and alg" })
  })

  yield* Effect.forkScoped(
    Effect.forever(Effect.suspend(() => (dueAt > now() ? Effect.sleep(dueAt - now()) : refreshed)))
  )
  return (signedWith) => {
    const name = nameOf(signedWith)
    const key = find(name)
    return key === undefined ? search(name) : Effect.succeed(key)
  }
})

const noKeys: ImportedKeys = new Map()

/** For how long a key that a fetch did not bring is not fetched for again. */
const missedMs = 30_000

const longestPauseMs = 60_000
const jitter = 0.2

/** Twice as long after each failure; nodes that failed together do not all try again together. */
const pauseAfter = (failures: number, cooldownSec: number, random: number) => {
  const shortest = cooldownSec * 1000
  const pause = shortest * 2 ** Math.max(0, failures - 1) * (1 + random * jitter)
  return Math.ceil(Math.max(shortest, Math.min(longestPauseMs, pause)))
}

const isSame = (some: ImportedKeys, others: ImportedKeys) =>
  some.size === others.size && [...some].every(([name, { key }]) => others.get(name)?.key === key)

const unread = new Unavailable({ dependency: "key set", operation: "find", outcome: "nothing stored" })
