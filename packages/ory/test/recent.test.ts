import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { makeRecent } from "../src/recent.ts"

const names = Array.from({ length: 100 }, (_, index) => `name ${index}`)
const steps = fc.array(fc.record({ name: fc.constantFrom(...names.slice(0, 12)), value: fc.option(fc.nat()) }))

describe("what was seen lately", () => {
  it("is answered as it was last set, or not at all", () => {
    fc.assert(
      fc.property(steps, (steps) => {
        const recent = makeRecent<number>(6)
        const all = new Map<string, number>()
        for (const { name, value } of steps) {
          if (value === null) assert.include([undefined, all.get(name)], recent.get(name))
          else {
            recent.set(name, value)
            all.set(name, value)
            assert.strictEqual(recent.get(name), value)
          }
        }
      })
    )
  })

  it("is at least half of what there is room for, and never more than all of it", () => {
    const recent = makeRecent<string>(6)
    for (const name of names) recent.set(name, name)
    const found = names.toReversed().filter((name) => recent.get(name) === name)
    assert.deepStrictEqual(found.slice(0, 3), names.toReversed().slice(0, 3))
    assert.isAtMost(found.length, 6)
  })

  it("stays as long as it is asked for", () => {
    const recent = makeRecent<string>(6)
    recent.set("asked for", "found")
    for (const name of names) {
      recent.set(name, name)
      assert.strictEqual(recent.get("asked for"), "found")
    }
  })
})
