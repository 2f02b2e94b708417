import { Ids, ShortId } from "@offshoot/core"
import { Effect, Layer } from "effect"

/** Ids that count from 1, the same in every run: `00000000-0000-7000-8000-000000000001`, and short ids like `000000000001`. */
export const layer: Layer.Layer<Ids> = Layer.effect(
  Ids,
  Effect.sync(() => {
    let uuids = 0
    let shortIds = 0
    return Ids.of({
      next: Effect.sync(() => `00000000-0000-7000-8000-${twelveDigits(++uuids)}`),
      shortId: Effect.sync(() => ShortId.make(twelveDigits(++shortIds)))
    })
  })
)

const twelveDigits = (count: number) => count.toString(16).padStart(12, "0")
