import { type Spread, spreadOf } from "../report/statistics.ts"
import { table } from "../report/table.ts"
import { spreadWords } from "../report/words.ts"
import type { Turns } from "./take-turns.ts"

/** What `bench tokens` writes, by names such as `es256.warm_vs_jose` and `es256.warm`. */
export interface TokensReport {
  /** How many times as fast the one is as the other: of each repeat the median, of them the spread. */
  readonly ratios: Readonly<Record<string, Spread>>
  readonly microseconds: Readonly<Record<string, Spread>>
}

export const reportTokens = (measured: Readonly<Record<string, ReadonlyArray<ReadonlyArray<Turns>>>>): TokensReport => {
  const spreads = (names: Readonly<Record<string, (turns: Turns) => number>>) =>
    Object.fromEntries(
      Object.entries(measured).flatMap(([alg, repeats]) =>
        Object.entries(names).map(([name, figure]) => [
          `${alg}.${name}`,
          spreadOf(repeats.map((rounds) => spreadOf(rounds.map(figure)).median))
        ])
      )
    )
  return {
    ratios: spreads({
      warm_vs_jose: ({ jose, warm }) => jose / warm,
      cold_vs_jose: ({ cold, jose }) => jose / cold
    }),
    microseconds: spreads({
      jose: ({ jose }) => jose,
      cold: ({ cold }) => cold,
      warm: ({ warm }) => warm,
      hash: ({ hash }) => hash
    })
  }
}

/** The report as two tables. */
export const tokensWords = ({ microseconds, ratios }: TokensReport): string => {
  const rows = (of: Readonly<Record<string, Spread>>) =>
    Object.entries(of).map(([name, spread]) => [name, spreadWords(spread)])
  return [
    table(["µs for each token", "median (min–max)"], rows(microseconds)),
    "",
    table(["times as fast", "median (min–max)"], rows(ratios)),
    "",
    "warm: the token was seen before; cold: it was not; hash: the SHA-256 without which no token is found again."
  ].join("\n")
}
