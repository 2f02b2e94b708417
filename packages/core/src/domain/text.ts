import { Schema } from "effect"

/** NUL cannot be stored in Postgres, a lone surrogate cannot be encoded in UTF-8. */
const isStorable = (text: string) => !text.includes("\0") && text.isWellFormed()

const storable = Schema.makeFilter<string>(isStorable, { expected: "a string without NUL and lone surrogates" })

/** Any text that every store and wire keeps as it is: no NUL, no lone surrogates. */
export const Text = Schema.String.check(storable).annotate({ identifier: "Text" })

const holdsStorableText = (json: Schema.Json): boolean => {
  if (typeof json === "string") return isStorable(json)
  if (typeof json !== "object" || json === null) return true
  return Object.entries(json).every(([key, value]) => isStorable(key) && holdsStorableText(value))
}

/** A JSON object, the order of its members kept; the strings in it are {@link Text}. */
export const JsonObject = Schema.JsonObject.check(
  Schema.makeFilter<Schema.JsonObject>(holdsStorableText, {
    expected: "a JSON object whose strings have no NUL and no lone surrogates"
  })
).annotate({ identifier: "JsonObject" })
export type JsonObject = typeof JsonObject.Type
