import { Timestamp } from "@offshoot/core"
import { Schema, SchemaGetter } from "effect"

/** A moment in an answer: ISO 8601 in UTC, with milliseconds. */
export const MomentText = Schema.String.annotate({ format: "date-time" })

export const momentText = (timestamp: Timestamp): string => new Date(timestamp).toISOString()

/** Date, time and zone (RFC 3339); JavaScript would take the 30th of February for a day in March. */
const isMoment = (text: string): boolean => {
  const [, day, date] =
    /^(\d{4}-\d{2}-(\d{2}))[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/.exec(text) ?? []
  return new Date(`${day}T00:00:00Z`).getUTCDate() === Number(date) && !Number.isNaN(milliseconds(text))
}

const milliseconds = (text: string) => Math.trunc(Date.parse(text.toUpperCase().replace(" ", "T")))

/** A moment in a request, with its zone; what is finer than a millisecond is cut off. */
export const Moment = Schema.String.check(
  Schema.makeFilter(isMoment, {
    expected: "a date and time with its zone (RFC 3339)",
    toJsonSchema: () => ({ format: "date-time" })
  })
).pipe(
  Schema.decodeTo(Timestamp, {
    decode: SchemaGetter.transform(milliseconds),
    encode: SchemaGetter.transform(momentText)
  })
)
