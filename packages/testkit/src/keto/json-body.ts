import { Option, Schema } from "effect"
import { Refusal } from "./refusal.ts"

/** The body of a request as what a schema says, or Keto's refusal. */
export const jsonBody =
  <A>(schema: Schema.Decoder<A>) =>
  ({ body }: { readonly body: string }): A =>
    Option.getOrThrowWith(
      Schema.decodeUnknownOption(Schema.fromJsonString(schema))(body),
      () => new Refusal(400, "could not unmarshal json")
    )
