import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { judgeActivation, TaskRevisionId, type WantedActivation } from "../../src/index.ts"
import { uuid } from "../samples.ts"

const id = (n: number) => TaskRevisionId.make(uuid(n))
const revisions = [
  { id: id(1), test: false },
  { id: id(2), test: false },
  { id: id(3), test: true }
]
const wish = (n: number, weight?: number): WantedActivation => ({ taskRevisionId: id(n), weight })
const problem = (...wanted: ReadonlyArray<WantedActivation>) =>
  Result.getOrThrow(Result.flip(judgeActivation(revisions, wanted))).message

describe("a list of active revisions that is refused", () => {
  it("is told what is wrong, naming the revision", () => {
    assert.strictEqual(problem(wish(4)), `The task has no revision ${uuid(4)}`)
    assert.strictEqual(problem(wish(3)), `The revision ${uuid(3)} is a test revision, which cannot be active`)
    for (const weight of [0, -0.5, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const expected = `The weight of revision ${uuid(2)} is ${weight}; a weight is a number above 0, at most 1`
      assert.strictEqual(problem(wish(1, 0.5), wish(2, weight)), expected)
    }
  })

  it("is told what is wrong with it as a whole", () => {
    assert.match(problem(wish(1, 0.5), wish(1, 0.5)), /^A revision is named twice;/)
    assert.strictEqual(problem(wish(1), wish(2)), "The weights sum to 2 instead of 1")
    assert.match(problem(wish(1, 0.5)), /^The weights sum to 0\.5 /)
  })
})
