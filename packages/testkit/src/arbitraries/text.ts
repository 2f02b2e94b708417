import * as fc from "fast-check"

/** Any text that can be stored: well-formed, without NUL, and now and then with what breaks a careless query or page. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.string({ unit: "binary" }).map((any) => any.replaceAll("\0", "")), weight: 3 },
  { arbitrary: fc.string(), weight: 2 },
  {
    arbitrary: fc.constantFrom(
      "Summarise {text} in {language}.",
      "'; drop table task; --",
      "\\u0000",
      "\u{1f331}",
      "\n"
    ),
    weight: 1
  }
)
