import { Effect } from "effect"
import type { Way } from "./ways.ts"

/** Microseconds for each token, by the name of the way, of turns that came right after each other. */
export type Turns = Readonly<Record<Way["name"], number>>

const tokensPerTurn = 40

/**
 * All ways take turns after each few tokens, so that what else the machine does hits them alike: for each repeat its rounds
 * of turns. Of the first two ways each follows the other as often as it follows the last. A first repeat, in which code is
 * compiled, does not count.
 */
export const takeTurns = Effect.fnUntraced(function* (ways: ReadonlyArray<Way>, howMany: number, repeats: number) {
  const all: Array<ReadonlyArray<Turns>> = []
  for (let repeat = -1; repeat < repeats; repeat++) {
    const made = yield* Effect.forEach(ways, (way) => Effect.map(way.make, (verify) => ({ ...way, verify })))
    const rounds: Array<Turns> = []
    for (let from = 0; from < howMany; from += tokensPerTurn) {
      const turns = { jose: 0, cold: 0, warm: 0, hash: 0 }
      for (const { name, times, verify } of rounds.length % 2 === 0 ? made : swapped(made)) {
        const start = process.hrtime.bigint()
        for (let time = 0; time < times; time++) yield* verify(from, from + tokensPerTurn)
        turns[name] = Number(process.hrtime.bigint() - start) / 1000 / tokensPerTurn / times
      }
      rounds.push(turns)
    }
    if (repeat >= 0) all.push(rounds)
  }
  return all
})

const swapped = <A>([one, other, ...rest]: ReadonlyArray<A>): ReadonlyArray<A> =>
  [other, one, ...rest].filter((way) => way !== undefined)
