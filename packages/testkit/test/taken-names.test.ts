import { family, freeName, TakenNames } from "@offshoot/core"
import { arbitraries } from "@offshoot/testkit"
import { Result } from "effect"
import * as fc from "fast-check"
import { it } from "vitest"

it("Names picked one after the other are those that the rule picks when it reads every name anew", () => {
  fc.assert(
    fc.property(
      arbitraries.taskName,
      fc.array(arbitraries.taskName),
      fc.array(fc.integer({ min: 2, max: 1_100 })),
      fc.integer({ min: 1, max: 120 }),
      (wanted, others, ordinals, count) => {
        const { stem } = family(wanted)
        const taken = new Set<string>([...others, ...ordinals.map((ordinal) => `${stem} (${ordinal})`)])
        const names = new TakenNames(stem, taken)
        for (let pick = 0; pick < count; pick++) {
          const expected = freeName(wanted, taken)
          const picked = names.pick(wanted)
          if (Result.isFailure(expected)) return Result.isFailure(picked)
          if (Result.isFailure(picked) || picked.success !== expected.success) return false
          taken.add(expected.success)
        }
        return true
      }
    )
  )
})
