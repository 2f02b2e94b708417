import { Schema } from "effect"

const year = (value: number) => Date.UTC(value, 0, 1)

/**
 * A moment in whole milliseconds since 1970-01-01T00:00:00Z, in the years 1970 to 9999.
 *
 * A number, since it is immutable, compares by value, and needs no library in a host that embeds the core.
 */
export const Timestamp = Schema.Int.check(
  Schema.isBetween({ minimum: 0, maximum: year(10_000) - 1 }, { expected: "milliseconds of the years 1970 to 9999" })
).annotate({ identifier: "Timestamp" })
export type Timestamp = typeof Timestamp.Type
