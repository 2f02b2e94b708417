import { describe, expect, it } from "vitest"
import type { ContestantKey } from "../../src/contestants/contestant.ts"
import type { CpuPerClone } from "../../src/load/load.ts"
import { picture } from "../../src/report/picture.ts"
import { reportOf } from "../../src/report/report.ts"
import { table } from "../../src/report/table.ts"
import { reportWords } from "../../src/report/words.ts"
import { resultOf } from "./outcomes.ts"

const report = reportOf([
  resultOf("http", "spread", [100, 300, 200]),
  resultOf("fastify", "spread", [50, 100, 200]),
  resultOf("function", "spread", [400, 400, 400]),
  resultOf("http", "hot", [10, 10, 10])
])

describe("the report", () => {
  it("divides clones per second within each repeat, not their medians", () =>
    expect(report.ratios).toEqual({
      "spread.http_vs_fastify": { median: 2, min: 1, max: 3 },
      "spread.http_vs_function": { median: 0.5, min: 0.25, max: 0.75 }
    }))

  it("calls ratios so that what reads the JSON finds them", () => {
    const keys = ["http", "fastify", "function", "embedded", "ceiling"] as const
    const all = (["spread", "hot"] as const).flatMap((workload) => keys.map((key) => resultOf(key, workload, [1])))
    const names = ["http_vs_fastify", "http_vs_function", "embedded_vs_function", "ceiling_vs_function"]
    expect(Object.keys(reportOf(all).ratios)).toEqual(
      ["spread", "hot"].flatMap((workload) => names.map((name) => `${workload}.${name}`))
    )
  })

  it("names each ratio and each contestant in its tables", () => {
    const words = reportWords(report)
    for (const word of [
      "spread.http_vs_fastify",
      "2 (1–3)",
      "spread: The <http> & more (as shipped)",
      "200 (100–300)"
    ]) {
      expect(words).toContain(word)
    }
  })

  it("leaves the client's column empty where the contestant is its own client", () => {
    const withCpu = (key: ContestantKey, cpu: CpuPerClone) => {
      const result = resultOf(key, "hot", [1])
      return { ...result, outcomes: result.outcomes.map((outcome) => ({ ...outcome, cpu })) }
    }
    const words = reportWords(
      reportOf([
        withCpu("http", { app: 181, postgres: 135, client: 54 }),
        withCpu("embedded", { app: 164, postgres: 103 })
      ])
    )
    expect(words).toMatch(/ 181 +135 +54\n.* 164 +103\n/)
  })

  it("draws a bar and a whisker for each contestant, and text that is XML", () => {
    const svg = picture(report)
    expect(svg.match(/<rect /g)).toHaveLength(4)
    expect(svg.match(/class="whisker"/g)).toHaveLength(4)
    expect(svg).toContain("The &lt;http> &amp; more")
    expect(svg).not.toMatch(/NaN|undefined/)
  })

  it("draws the greatest whisker of all within the picture, and bars as long as their medians", () => {
    const ends = [...picture(report).matchAll(/<rect .*?x="(\d+)".*?width="(\d+)"/g)].map(([, , width]) =>
      Number(width)
    )
    expect(ends[2]).toBeLessThan(760 - 250)
    expect((ends[0] ?? 0) / (ends[2] ?? 1)).toBeCloseTo(0.5, 1)
  })

  it("aligns the columns of a table", () =>
    expect(
      table(
        ["a", "b"],
        [
          ["long", "1"],
          ["x", "1000"]
        ]
      )
    ).toBe(["a        b", "────  ────", "long     1", "x     1000"].join("\n")))
})
