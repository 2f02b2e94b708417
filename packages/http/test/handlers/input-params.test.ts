import fc from "fast-check"
import { expect, it } from "vitest"
import { inputParams } from "../../src/handlers/input-params.ts"

it.each([
  ["{x}", ["x"]],
  ["{{x}} and {x}", ["x"]],
  ["{b} {a} {b}", ["b", "a"]],
  ["{ spaced } {_under.score-d9} {día}", ["spaced", "_under.score-d9", "día"]],
  ['{"json": 1} {} {{}} {9} {a b} {a,b} {', []],
  ["{{{x}}}", ["x"]]
])("the placeholders of %s are %j", (prompt, names) => {
  expect(inputParams(prompt)).toEqual(names)
})

const name = fc.stringMatching(/^[a-z_][a-z0-9_.-]{0,9}$/)
const words = fc.stringMatching(/^[^{}]{0,9}$/)

it("each placeholder is named once, in the order of its first mention, however it is written and where", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, name, fc.boolean())), words, fc.nat(), (mentions, end, at) => {
      const written = mentions.map(([before, param, double]) => `${before}${double ? `{{${param}}}` : `{${param}}`}`)
      const cut = at % (written.length + 1)
      const prompts = [written.slice(0, cut).join(""), `${written.slice(cut).join("")}${end}`]
      expect(inputParams(...prompts)).toEqual([...new Set(mentions.map(([, param]) => param))])
    }),
    { numRuns: 1000 }
  )
})
