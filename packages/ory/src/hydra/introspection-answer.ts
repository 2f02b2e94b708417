import { Schema } from "effect"

const Words = Schema.optionalKey(Schema.String)

/** Seconds since 1970, to the end of the year 9999. */
const Moment = Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 253_402_300_799 })))

const Active = Schema.Struct({
  active: Schema.Literal(true),
  token_use: Words,
  token_type: Words,
  client_id: Words,
  iss: Words,
  sub: Words,
  scope: Words,
  aud: Schema.optionalKey(Schema.Union([Schema.String, Schema.Array(Schema.String)])),
  exp: Moment,
  iat: Moment,
  nbf: Moment,
  cnf: Schema.optionalKey(Schema.Unknown)
})
const Inactive = Schema.Struct({ active: Schema.Literal(false) })

/** What is read of an answer to an introspection (RFC 7662); its wire form. What is in `ext` nobody vouches for. */
export const IntrospectionAnswer = Schema.Union([Active, Inactive])
export type IntrospectionAnswer = typeof IntrospectionAnswer.Type
