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
const wish = (n: number, weight?: number | null): WantedActivation => ({ taskRevisionId: id(n), weight })
const problem = (...wanted: ReadonlyArray<WantedActivation>) => {
  const judged = judgeActivation(revisions, wanted)
  return Result.isFailure(judged) ? judged.failure.message : undefined
}

describe("judgeActivation", () => {
  it("takes a missing weight, or null, for 1", () => {
    const expected = Result.succeed([{ taskRevisionId: id(1), weight: 1 }])
    assert.deepStrictEqual(judgeActivation(revisions, [{ taskRevisionId: id(1) }]), expected)
    assert.deepStrictEqual(judgeActivation(revisions, [wish(1, null)]), expected)
  })

  it("takes an empty list: not live", () => assert.deepStrictEqual(judgeActivation(revisions, []), Result.succeed([])))

  it("takes weights that sum to 1 within 1e-9, in the order given", () => {
    assert.deepStrictEqual(
      judgeActivation(revisions, [wish(2, 0.7), wish(1, 0.3)]),
      Result.succeed([
        { taskRevisionId: id(2), weight: 0.7 },
        { taskRevisionId: id(1), weight: 0.3 }
      ])
    )
    assert.isUndefined(problem(wish(1, 0.5), wish(2, 0.5 + 9e-10)))
  })

  it("says what is wrong, naming the revision", () => {
    assert.strictEqual(problem(wish(4)), `The task has no revision ${uuid(4)}`)
    assert.strictEqual(problem(wish(3)), `The revision ${uuid(3)} is a test revision, which cannot be active`)
    for (const weight of [0, -0.5, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const expected = `The weight of revision ${uuid(2)} is ${weight}; a weight is a number above 0, at most 1`
      assert.strictEqual(problem(wish(1, 0.5), wish(2, weight)), expected)
    }
  })

  it("says what is wrong with the list as a whole", () => {
    assert.match(problem(wish(1, 0.5), wish(1, 0.5)) ?? "", /^A revision is named twice;/)
    assert.strictEqual(problem(wish(1), wish(2)), "The weights sum to 2 instead of 1")
    assert.match(problem(wish(1, 0.5), wish(2, 0.5 + 2e-9)) ?? "", /^The weights sum to 1\.000000002/)
    assert.match(problem(wish(1, 0.5)) ?? "", /^The weights sum to 0\.5 /)
  })
})
