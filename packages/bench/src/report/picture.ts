import type { ContestantReport, Report } from "./report.ts"
import { short } from "./words.ts"

const width = 760
const left = 250
const barHeight = 20
const rowHeight = 30
const headHeight = 40

/** The clones per second as bars (SVG) with whiskers from the least to the greatest; readable on light and dark pages. */
export const picture = ({ contestants }: Report): string => {
  const greatest = Math.max(1, ...contestants.map(({ clonesPerSecond }) => clonesPerSecond.max))
  const scale = (width - left - 90) / greatest
  const parts: Array<string> = []
  let y = 0
  for (const [workload, rows] of Map.groupBy(contestants, (row) => row.workload)) {
    parts.push(`<text class="head" x="8" y="${y + 26}">${escaped(workload)}: clones per second</text>`)
    y += headHeight
    for (const row of rows) {
      parts.push(bar(row, y, scale))
      y += rowHeight
    }
    y += 10
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" role="img" aria-label="Clones per second">
<style>
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .head { font-weight: 600 }
  .ours { fill: #2f6fdf } .theirs { fill: #8c959f } .whisker { stroke: #1f2328; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .ours { fill: #6ea0ff } .theirs { fill: #768390 } .whisker { stroke: #e6edf3 }
  }
</style>
${parts.join("\n")}
</svg>
`
}

const bar = ({ clonesPerSecond: { max, median, min }, key, title }: ContestantReport, y: number, scale: number) => {
  const at = (value: number) => Math.round(left + value * scale)
  const middle = y + barHeight / 2
  const kind = key === "fastify" || key === "function" ? "theirs" : "ours"
  return `<text x="${left - 8}" y="${y + 15}" text-anchor="end">${escaped(title)}</text>
<rect class="${kind}" x="${left}" y="${y}" width="${Math.max(1, at(median) - left)}" height="${barHeight}" rx="2"/>
<path class="whisker" fill="none" d="M${at(min)} ${middle}H${at(max)}M${at(min)} ${middle - 5}v10M${at(max)} ${middle - 5}v10"/>
<text x="${at(max) + 8}" y="${y + 15}">${short(median)}</text>`
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
