import { TaskName } from "@offshoot/core"
import { Schema } from "effect"
import * as fc from "fast-check"
import { taskName } from "./task-name.ts"

/** A name that a clone wants, and the names that are taken. */
export interface NameSituation {
  readonly wanted: TaskName
  readonly taken: ReadonlyArray<TaskName>
}

/** The stem of a wanted name, as this file needs it to make names near it: rules are not its business. */
const near = (wanted: string) => [...wanted.replace(/ \(\d+\)$/u, "")].slice(0, 51).join("").trimEnd()

const ordinals = fc.oneof(
  fc.uniqueArray(fc.integer({ min: 2, max: 12 })),
  fc.integer({ min: 1, max: 120 }).map((count) => Array.from({ length: count }, (_, index) => index + 2)),
  fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 2, max: 99 }), { maxLength: 2 }),
      fc.array(
        fc.oneof(fc.integer({ min: 2, max: 1100 }), fc.constantFrom(...[3, 4, 5, 6, 7, 8, 9].map((n) => 10 ** n - 1)))
      )
    )
    .map(([gaps, above]) => [
      ...Array.from({ length: 98 }, (_, index) => index + 2).filter((n) => !gaps.includes(n)),
      ...above
    ]),
  // All that the rule could answer but one, or but none: the highest ordinal below each limit, and the whole window.
  fc
    .subarray([3, 4, 5, 6, 7, 8, 9], { minLength: 6 })
    .map((powers) => [...Array.from({ length: 98 }, (_, index) => index + 2), ...powers.map((n) => 10 ** n - 1)])
)

/** Names in each other's way: gaps, full windows, freak ordinals, exhausted families, and other names. */
export const nameSituation: fc.Arbitrary<NameSituation> = fc
  .record({
    wanted: taskName,
    isTaken: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    ordinals,
    others: fc.array(taskName, { maxLength: 3 }),
    tail: fc.constantFrom("", "", "bcdef")
  })
  .map(({ isTaken, ordinals: taken, others, tail, wanted }) => ({
    wanted,
    taken: [
      ...(isTaken ? [wanted] : []),
      ...others,
      // With a tail the base is longer than its stem: such names have the stem too, but no name that the rule picks.
      ...taken.map((ordinal) => `${near(wanted)}${tail} (${ordinal})`).filter(Schema.is(TaskName))
    ]
  }))
