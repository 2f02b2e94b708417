import { TaskName } from "@offshoot/core"
import { Schema } from "effect"
import * as fc from "fast-check"

const character = fc.constantFrom(
  "a",
  "B",
  "7",
  "-",
  "é",
  "É",
  "ß",
  "文",
  "𝒳",
  "🌱",
  "(",
  ")",
  " ",
  "'",
  "%",
  "_",
  "\\"
)

const words = fc.oneof(
  { withCrossShrink: true },
  fc.constantFrom("Foo", "foo", "Summarise a ticket", "(2)", "Foo (2) bar", "Foo ()", "Foo (2", "2"),
  fc.string({ unit: character, minLength: 1, maxLength: 20 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 63 })
)

/** Names at the edges of the rule: the stem has room for 51 code points, a name for 63, whatever their bytes. */
const long = fc
  .tuple(fc.constantFrom("a", "文", "𝒳", "🌱", "a b"), fc.constantFrom(49, 50, 51, 52, 59, 60, 61, 62, 63))
  .map(([unit, length]) => [...unit.repeat(length)].slice(0, length).join(""))

/** What looks like an ordinal, is one, or just misses being one. */
const ending = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.constant(""), weight: 4 },
  {
    arbitrary: fc.constantFrom(
      " (1)",
      " (02)",
      "(2)",
      "  (2)",
      " (0)",
      " (-2)",
      " (2) ",
      " (1000000000)",
      " (2.0)",
      " ()"
    ),
    weight: 2
  },
  {
    arbitrary: fc.constantFrom(2, 3, 98, 99, 100, 999, 1000, 999_999_998, 999_999_999).map((n) => ` (${n})`),
    weight: 3
  }
)

/** Any name that a task may have; those that the rule could get wrong are frequent. */
export const taskName: fc.Arbitrary<TaskName> = fc
  .tuple(fc.oneof({ withCrossShrink: true }, words, long), ending, ending)
  .map(([base, ...endings]) => [...[base, ...endings].join("")].slice(0, 63).join(""))
  .filter(Schema.is(TaskName))
