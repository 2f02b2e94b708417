import { Effect, Schema, SchemaGetter } from "effect"
import type { OpenApi } from "effect/http-api"

/** A yes or no in a query; no if it is left out. */
export const Flag = Schema.String.check(Schema.isPattern(/^(true|false|1|0)$/iu, { expected: "true or false" })).pipe(
  Schema.decodeTo(Schema.Boolean, {
    decode: SchemaGetter.transform((text: string) => /^(true|1)$/i.test(text)),
    encode: SchemaGetter.transform((flag) => (flag ? "true" : "false"))
  }),
  Schema.withDecodingDefaultKey(Effect.succeed("false"))
)

/** How many results a page has at most: 1 to 100. */
export const PageLimit = Schema.FiniteFromString.check(
  Schema.isInt(),
  Schema.isBetween({ minimum: 1, maximum: 100 })
).pipe(Schema.withDecodingDefaultKey(Effect.succeed("100")))

/** Documents the parameters that are text in a query as what the text means. */
export const parameterTypes = (operation: Record<string, unknown>): Record<string, unknown> => ({
  ...operation,
  parameters: (operation as Pick<OpenApi.OpenAPISpecOperation, "parameters">).parameters.map((parameter) => ({
    ...parameter,
    schema: meanings[parameter.name] ?? parameter.schema
  }))
})

const flag = { type: "boolean", default: false }
const meanings: Readonly<Record<string, object>> = {
  created_by_me: flag,
  include_tests: flag,
  page_limit: { type: "integer", minimum: 1, maximum: 100, default: 100 }
}
