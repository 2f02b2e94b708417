import { Schema, SchemaGetter } from "effect"

/** A UUID as answers write it: lower case. */
export const UuidText = Schema.String.annotate({ format: "uuid" })

const AnyCase = Schema.String.check(
  Schema.isPattern(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, {
    expected: "a UUID",
    toJsonSchema: () => ({ format: "uuid" })
  })
).annotate({ identifier: "Uuid" })

/** A UUID in a request, in any case; lower-cased once, here, so that equal ids are equal strings. */
export const uuid = <Id extends Schema.Codec<string, string>>(id: Id) =>
  AnyCase.pipe(
    Schema.decodeTo(id, {
      decode: SchemaGetter.transform((text: string) => text.toLowerCase()),
      encode: SchemaGetter.passthrough()
    })
  )
