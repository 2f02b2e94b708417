import { Schema } from "effect"
import { Text } from "./text.ts"
import { Timestamp } from "./timestamp.ts"

const identity = {
  issuer: Text,
  subject: Text,
  kind: Schema.Literals(["user", "client"])
}

/** Who somebody is, everywhere: the issuer that vouches for them, their subject there, and whether a person or a program. */
export const Identity = Schema.Struct(identity)
export interface Identity extends Schema.Schema.Type<typeof Identity> {}

/** Who is asking, as an {@link Authenticator} found out: an {@link Identity} with the scopes and the end of its token. */
export const Caller = Schema.Struct({
  ...identity,
  scopes: Schema.Array(Text),
  expiresAt: Schema.optionalKey(Timestamp)
})
export interface Caller extends Schema.Schema.Type<typeof Caller> {}

/** The identity alone, without what belongs to one token: what is kept of an author. */
export const identityOf = ({ issuer, kind, subject }: Identity): Identity => ({ issuer, kind, subject })

/** Whether two are one person or program: issuer, kind and subject are the same, each character of them. */
export const sameIdentity = (one: Identity, other: Identity): boolean =>
  one.issuer === other.issuer && one.kind === other.kind && one.subject === other.subject
