import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { quantile } from "../../src/load/latencies.ts"
import { spreadOf } from "../../src/report/statistics.ts"

const values = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 50 })

describe("statistics", () => {
  it("the median has as many values at or below it as at or above it", () => {
    fc.assert(
      fc.property(values, (values) => {
        const { max, median, min } = spreadOf(values)
        expect(values.filter((value) => value <= median).length).toBeGreaterThanOrEqual(values.length / 2)
        expect(values.filter((value) => value >= median).length).toBeGreaterThanOrEqual(values.length / 2)
        expect([min, max]).toEqual([Math.min(...values), Math.max(...values)])
      })
    )
  })

  it("a quantile is one of the values, and exactly its part of them do not exceed it", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (all, part) => {
          const sorted = all.toSorted((one, other) => one - other)
          const found = quantile(sorted, part)
          expect(sorted.filter((value) => value <= found)).toHaveLength(Math.ceil(part * sorted.length))
        }
      )
    )
  })
})
