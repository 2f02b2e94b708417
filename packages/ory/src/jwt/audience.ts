import { Text } from "@offshoot/core"
import { Schema } from "effect"

/** Of what a token is for, one of these is the service itself; `unchecked` where its issuer names none. */
export const Audience = Schema.Union([
  Schema.NonEmptyArray(Text.check(Schema.isMinLength(1))),
  Schema.Literal("unchecked")
])
export type Audience = typeof Audience.Type
