import { Fault } from "@offshoot/core"
import { Effect, Schema } from "effect"
import { dependency } from "./failures.ts"

/** Reads what a row held as a domain type; a row that does not decode is a `Fault`: another program wrote it. */
export const decoded = <A>(schema: Schema.Codec<A, unknown>, operation: string) => {
  const decode = Schema.decodeUnknownEffect(schema)
  return (value: unknown): Effect.Effect<A, Fault> =>
    Effect.mapError(decode(value), (cause) => new Fault({ dependency, operation, cause }))
}
