import { Clock, Effect } from "effect"
import { type Finding, findings } from "./finding.ts"

/** How far the clock of a service may be from ours, by the header `Date` of its answers; none if it does not say. */
export const examineClock = (
  about: string,
  url: URL,
  { timeoutMs, toleranceSec }: { readonly timeoutMs: number; readonly toleranceSec: number }
): Effect.Effect<ReadonlyArray<Finding>> =>
  Effect.gen(function* () {
    const before = yield* Clock.currentTimeMillis
    const date = yield* Effect.tryPromise((signal) => dateOf(url, signal)).pipe(Effect.timeout(timeoutMs))
    const after = yield* Clock.currentTimeMillis
    if (Number.isNaN(date)) return []
    // Date has whole seconds: the moment that it names lies within the second after it.
    const aheadMs = Math.max(date - after, before - date - 1000, 0)
    return [
      aheadMs <= toleranceSec * 1000
        ? findings(about).ok("has our time")
        : findings(about).wrong(
            `has another time than this machine: they are ${Math.round(aheadMs / 1000)} s apart, more than the ${toleranceSec} s that are tolerated`,
            "set both clocks, by NTP"
          )
    ]
  }).pipe(
    // That it cannot be asked is another finding.
    Effect.orElseSucceed(() => [])
  )

const dateOf = async (url: URL, signal: AbortSignal): Promise<number> => {
  const response = await fetch(url, { redirect: "manual", signal })
  await response.body?.cancel()
  return Date.parse(response.headers.get("date") ?? "")
}
