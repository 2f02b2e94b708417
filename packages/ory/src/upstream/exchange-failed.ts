import { Data } from "effect"

/** Why an exchange failed, without anything that was sent or received in it. */
export class ExchangeFailed extends Data.TaggedError("ExchangeFailed")<{ readonly message: string }> {}
