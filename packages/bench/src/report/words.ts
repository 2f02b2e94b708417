import type { Report } from "./report.ts"
import type { Spread } from "./statistics.ts"
import { table } from "./table.ts"

/** A number with three significant digits, or whole. */
export const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en-US") : `${Number(value.toPrecision(3))}`

/** A median with its least and greatest. */
export const spreadWords = ({ max, median, min }: Spread): string =>
  min === max ? short(median) : `${short(median)} (${short(min)}–${short(max)})`

/** The report as two tables. */
export const reportWords = ({ contestants, ratios }: Report): string => {
  const rows = contestants.map(({ clonesPerSecond, cpu, p50, p99, title, variant, workload }) => [
    `${workload}: ${title} (${variant})`,
    spreadWords(clonesPerSecond),
    spreadWords(p50),
    spreadWords(p99),
    ...(cpu === undefined
      ? ["–", "–", "–"]
      : [cpu.app, cpu.postgres, cpu.client].map((spread) => (spread === undefined ? "" : short(spread.median))))
  ])
  return [
    table(["", "clones/s", "p50 ms", "p99 ms", "app µs", "Postgres µs", "client µs"], rows),
    "",
    table(
      ["clones/s of one ÷ the other's", "median (min–max)"],
      Object.entries(ratios).map(([name, ratio]) => [name, spreadWords(ratio)])
    ),
    "",
    "µs: processor time per clone; the client over HTTP is no part of a contestant. pgbench and the embedding host are one",
    "with their clients.",
    "The clones of the function know neither tokens nor permissions, and go over no HTTP."
  ].join("\n")
}
