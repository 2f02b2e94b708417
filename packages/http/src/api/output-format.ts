import { type JsonObject, Text } from "@offshoot/core"
import { Schema } from "effect"

const OutputType = Schema.Literals(["str", "string", "boolean", "bool", "int", "integer", "list", "object", "number"])
type OutputType = typeof OutputType.Type

/** A part of an output format: a type, or a type with what is known of its values. */
type OutputPart =
  | OutputType
  | {
      readonly type: OutputType
      readonly description?: string | null
      readonly nested_structure?: { readonly [name: string]: OutputPart } | null
      readonly options?: ReadonlyArray<string> | null
      readonly item_type?: OutputType | null
    }

const OutputPart: Schema.Codec<OutputPart> = Schema.Union([
  Schema.Struct({
    type: OutputType,
    description: Schema.optionalKey(Schema.NullOr(Text)),
    nested_structure: Schema.optionalKey(
      Schema.NullOr(
        Schema.Record(
          Text,
          Schema.suspend(() => OutputPart)
        )
      )
    ),
    options: Schema.optionalKey(Schema.NullOr(Schema.Array(Text).check(Schema.isUnique()))),
    item_type: Schema.optionalKey(Schema.NullOr(OutputType))
  }).annotate({ identifier: "TagOutputFormat-Input" }),
  OutputType
]).annotate({ identifier: "OutputPart" })

/** The form of a task's output, by the names of its members. */
export const OutputFormat = Schema.Record(Text, OutputPart)

export const outputFormatOf = (format: typeof OutputFormat.Type): JsonObject => format
