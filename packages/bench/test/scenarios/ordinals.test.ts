import { describe, expect, it } from "vitest"
import { makeOrdinals } from "../../src/scenarios/ordinals.ts"

describe("the ordinals that clones are renamed to", () => {
  it("go on, also if the names of those before were all taken", () => {
    const { next } = makeOrdinals()
    const asked = Array.from({ length: 100 }, next)
    expect(new Set(asked).size).toBe(100)
    expect(Math.min(...asked)).toBeGreaterThan(1000)
  })

  it("are every other time one that a clone just left, each once, and never that of a name without one", () => {
    const { left, next } = makeOrdinals()
    for (const ordinal of [7, 1, 3]) left(ordinal)
    const asked = Array.from({ length: 8 }, next)
    expect(asked.filter((_, index) => index % 2 === 1).slice(0, 2)).toEqual([3, 7])
    expect(new Set(asked).size).toBe(8)
    expect(asked).not.toContain(1)
  })
})
