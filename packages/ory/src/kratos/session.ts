import { Schema } from "effect"

/** What is read of a session of Kratos; its wire form. */
export const Session = Schema.Struct({
  active: Schema.Boolean,
  expires_at: Schema.String.check(
    Schema.makeFilter((text) => rfc3339.test(text) && !Number.isNaN(Date.parse(text)), { expected: "an RFC 3339 time" })
  ),
  authenticator_assurance_level: Schema.optionalKey(Schema.NullOr(Schema.String)),
  identity: Schema.Struct({
    id: Schema.NonEmptyString,
    external_id: Schema.optionalKey(Schema.NullOr(Schema.String)),
    state: Schema.optionalKey(Schema.String)
  })
})
export interface Session extends Schema.Schema.Type<typeof Session> {}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
