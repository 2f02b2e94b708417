import { Effect, Schema } from "effect"

/** A whole number of a configuration, with what it is when left out. */
export const whole = (minimum: number, otherwise: number, maximum = Number.MAX_SAFE_INTEGER) =>
  Schema.Int.check(Schema.isBetween({ minimum, maximum })).pipe(
    Schema.withDecodingDefaultKey(Effect.succeed(otherwise))
  )

/** How far the clock of a service may be from ours: a few seconds, five minutes at most. */
export const clockToleranceSec = whole(0, 5, 300)

/** How long an exchange with a service may take, from its first byte to its last: at most a minute. */
export const timeoutMs = whole(1, 3000, 60_000)
