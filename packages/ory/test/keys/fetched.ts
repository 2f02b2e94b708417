import { Fault, Unavailable } from "@offshoot/core"
import { Clock, Deferred, Effect } from "effect"
import { importKeys, nameOf } from "../../src/keys/imported-keys.ts"
import { refreshedKeySet } from "../../src/keys/refreshed-key-set.ts"
import { ecKey, es256 } from "./published.ts"

/** The kids of what is published, or why nothing can be fetched. */
export type Published = ReadonlyArray<"one" | "two"> | "down" | "misconfigured"

export interface Attempt {
  readonly startedAt: number
  endedAt?: number
  /** What it brought, unless it failed. */
  kids?: ReadonlyArray<string>
}

export const defaults = { jwksTimeoutMs: 3000, jwksCooldownSec: 5, jwksFreshSec: 600, jwksStaleSec: 86_400 }

/** A key set, and the hands that publish what it fetches. Attempts end at once, but for those that are held back. */
export const fetched = Effect.fnUntraced(function* (published: Published, settings = defaults) {
  const imported = yield* importKeys([ecKey("one").jwk, ecKey("two").jwk], ["ES256"], new Map())
  const attempts: Array<Attempt> = []
  let current = published
  let held: Deferred.Deferred<void> | undefined

  const fetch = Effect.fnUntraced(function* () {
    const attempt: Attempt = { startedAt: yield* Clock.currentTimeMillis }
    attempts.push(attempt)
    if (held !== undefined) yield* Deferred.await(held)
    attempt.endedAt = yield* Clock.currentTimeMillis
    if (current === "down") return yield* new Unavailable({ ...operation, outcome: "nothing stored" })
    if (current === "misconfigured") return yield* new Fault({ ...operation, cause: "misconfigured" })
    attempt.kids = current
    const names = current.map((kid) => nameOf(es256(kid)))
    return new Map([...imported].filter(([name]) => names.includes(name)))
  })
  return {
    attempts,
    keys: yield* refreshedKeySet(settings, fetch),
    publish: (next: Published) =>
      Effect.sync(() => {
        current = next
      }),
    /** From now on attempts do not end, until they are let go. */
    hold: Effect.sync(() => {
      held ??= Deferred.makeUnsafe()
    }),
    letGo: Effect.suspend(() => {
      const waiting = held
      held = undefined
      return waiting === undefined ? Effect.void : Effect.asVoid(Deferred.succeed(waiting, undefined))
    })
  }
})

const operation = { dependency: "key set", operation: "fetch" }
