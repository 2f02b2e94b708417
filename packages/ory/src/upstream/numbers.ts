import { Effect, Schema } from "effect"

/** A whole number of a configuration, with what it is when left out. */
export const whole = (minimum: number, otherwise: number) =>
  Schema.Int.check(Schema.isGreaterThanOrEqualTo(minimum)).pipe(
    Schema.withDecodingDefaultKey(Effect.succeed(otherwise))
  )

/** How long an exchange with a service may take, from its first byte to its last. */
export const timeoutMs = whole(1, 3000)
