import { Timestamp } from "@offshoot/core"
import { Schema, SchemaGetter } from "effect"

/** A moment in an answer: ISO 8601 in UTC, with milliseconds. */
export const MomentText = Schema.String.annotate({ format: "date-time" })

export const momentText = (timestamp: Timestamp): string => new Date(timestamp).toISOString()

/** A moment in a request, with its zone (RFC 3339); what is finer than a millisecond is cut off. */
export const Moment = Schema.String.check(
  Schema.isPattern(rfc3339(), { expected: "a date and time with its zone (RFC 3339)" })
)
  .annotate({ format: "date-time" })
  .pipe(
    Schema.decodeTo(Timestamp, {
      decode: SchemaGetter.transform((text: string) => Math.trunc(Date.parse(text.replace(" ", "T")))),
      encode: SchemaGetter.transform(momentText)
    })
  )

function rfc3339(): RegExp {
  return /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/u
}
