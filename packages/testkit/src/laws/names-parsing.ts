import { TaskName } from "@offshoot/core"
import { Schema } from "effect"
import * as fc from "fast-check"
import { taskName } from "../arbitraries/task-name.ts"
import { demand, demandEqual } from "./demand.ts"
import type { Law } from "./law.ts"
import { namesLaw as law, type NamesSubject } from "./names-subject.ts"
import { readName } from "./read-name.ts"

/** Which parts a name has. */
export const namesParsing: ReadonlyArray<Law<NamesSubject>> = [
  law({
    name: "round-trip",
    statement: "A numbered stem is parsed into that stem and that ordinal, and is in the stem's own family",
    given: fc.record({
      name: taskName,
      ordinal: fc.oneof(fc.integer({ min: 2, max: 999_999_999 }), fc.constantFrom(2, 99, 100, 999_999_999))
    }),
    holds: ({ numbered, parse, stem }, { name, ordinal: n }) => {
      const base = stem(parse(name).base)
      demandEqual("the parsed name", parse(numbered(base, n)), { base, ordinal: n })
      demandEqual("the stem of the stem", stem(base), base)
      demand(Schema.is(TaskName)(numbered(base, n)), "the numbered stem is no task's name")
    }
  }),
  law({
    name: "parse",
    statement: "Only ordinals from 2 to 999,999,999, without leading zeros, after one space, are ordinals",
    given: fc.oneof(
      taskName.map((name) => ({ name, ...readName(name) })),
      fc.constantFrom(
        { name: "Foo (7)", base: "Foo", ordinal: 7 },
        { name: "Foo (2) (2)", base: "Foo (2)", ordinal: 2 },
        { name: "Foo (999999999)", base: "Foo", ordinal: 999_999_999 },
        ...[
          "Foo (1)",
          "Foo (02)",
          "Foo(2)",
          "(2)",
          "Foo  (2)",
          "Foo (1000000000)",
          "Foo (2",
          "Foo (+2)",
          "Foo (2e1)"
        ].map((name) => ({ name, base: name, ordinal: 1 }))
      )
    ),
    holds: ({ parse }, { base, name, ordinal: n }) => demandEqual("the parsed name", parse(name), { base, ordinal: n })
  }),
  law({
    name: "one-stem",
    statement: "The stem is the first 51 code points of the base, trimmed at the end",
    given: taskName,
    holds: ({ stem }, name) => demandEqual("the stem", stem(name), Array.from(name).slice(0, 51).join("").trimEnd())
  })
]
