import { writeFile } from "node:fs/promises"
import { Console, Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { spreadOf } from "../report/statistics.ts"
import { table } from "../report/table.ts"
import { spreadWords } from "../report/words.ts"
import { issueTokens } from "./issue-tokens.ts"
import { type Way, waysOf } from "./ways.ts"

const flags = {
  json: Flag.String("json").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("writes the ratios as JSON"),
    Flag.optional
  ),
  repeats: Flag.Int("repeats").pipe(Flag.withDescription("how often each way has its turn"), Flag.withDefault(15))
}

/** How fast tokens are verified, with a memory and without, against jose called directly; no database is needed. */
export const tokens = Command.make("tokens", flags, ({ json, repeats }) =>
  Effect.gen(function* () {
    const measured = new Map<string, ReadonlyArray<number>>()
    for (const alg of ["ES256", "RS256"] as const) {
      const issued = yield* Effect.promise(() => issueTokens(alg, 1000))
      for (const [way, times] of yield* takeTurns(yield* waysOf(issued), issued.tokens.length, repeats))
        measured.set(`${alg.toLowerCase()}.${way}`, times)
    }
    const report = reportOf(measured)
    const rows = (of: Readonly<Record<string, ReturnType<typeof spreadOf>>>) =>
      Object.entries(of).map(([name, spread]) => [name, spreadWords(spread)])
    yield* Console.log(
      `${table(["", "µs"], rows(report.microseconds))}\n\n${table(["", "×"], rows(report.ratios))}\n\n${explanation}`
    )
    if (Option.isSome(json)) yield* Effect.promise(() => writeFile(json.value, JSON.stringify(report, null, 2)))
  })
).pipe(Command.withDescription("Measures how fast tokens are verified, against jose called directly"))

const explanation =
  "Medians (min–max). warm: the token was seen before; cold: it was not; hash: the SHA-256 without which no token is found again."

const tokensPerTurn = 40

/**
 * Microseconds for each token, one number for each repeat: the median of its turns. Ways take turns after each few tokens,
 * so that what else the machine does hits them alike. The first repeat, in which code is compiled, does not count.
 */
const takeTurns = Effect.fnUntraced(function* (ways: ReadonlyArray<Way>, howMany: number, repeats: number) {
  const times = new Map(ways.map(({ name }): [string, Array<number>] => [name, []]))
  for (let repeat = -1; repeat < repeats; repeat++) {
    const made = yield* Effect.forEach(ways, (way) => Effect.map(way.make, (verify) => ({ ...way, verify })))
    const turns = new Map(ways.map(({ name }): [string, Array<number>] => [name, []]))
    for (let from = 0; from < howMany; from += tokensPerTurn) {
      for (const { name, rounds, verify } of made) {
        const start = process.hrtime.bigint()
        for (let round = 0; round < rounds; round++) yield* verify(from, from + tokensPerTurn)
        turns.get(name)?.push(Number(process.hrtime.bigint() - start) / 1000 / tokensPerTurn / rounds)
      }
    }
    if (repeat >= 0) for (const [name, all] of turns) times.get(name)?.push(spreadOf(all).median)
  }
  return times
})

const reportOf = (measured: ReadonlyMap<string, ReadonlyArray<number>>) => {
  const timesFaster = (one: string, other: string) => {
    const times = measured.get(one) ?? []
    return spreadOf((measured.get(other) ?? []).map((time, repeat) => time / (times[repeat] ?? Number.NaN)))
  }
  return {
    ratios: Object.fromEntries(
      ["es256", "rs256"].flatMap((alg) =>
        ["warm", "cold"].map((way) => [`${alg}.${way}_vs_jose`, timesFaster(`${alg}.${way}`, `${alg}.jose`)])
      )
    ),
    microseconds: Object.fromEntries([...measured].map(([name, times]) => [name, spreadOf(times)]))
  }
}
