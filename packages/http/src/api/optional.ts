import { Effect, Schema } from "effect"

/** A member of a request that may be left out, which then has the default. */
export const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"] & Schema.Json) =>
  schema.annotate({ default: value }).pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))

/** A member of a request that may be left out, or null, which is the same. */
export const nullable = <S extends Schema.Top>(schema: S) =>
  Schema.NullOr(schema).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null)))
