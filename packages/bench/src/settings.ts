import { Option } from "effect"
import type { ContestantKey } from "./contestants/contestant.ts"

export const contestantKeys = [
  "http",
  "fastify",
  "function",
  "embedded",
  "ceiling"
] as const satisfies ReadonlyArray<ContestantKey>

/** What a run was asked for. */
export interface Settings {
  readonly clients: number
  readonly warmUpSeconds: number
  /** How long each turn is measured. */
  readonly seconds: number
  /** How often each contestant has its turn. */
  readonly repeats: number
  /** How long a fresh process is loaded before its first turn: code that ran often enough is compiled. */
  readonly compileSeconds: number
  /** How long each variant is tried. */
  readonly trialSeconds: number
  /** The sizes of a pool that are tried for the server written by hand. */
  readonly pools: ReadonlyArray<number>
  /** How many connections are tried for the function. */
  readonly connections: ReadonlyArray<number>
  readonly only: ReadonlyArray<ContestantKey>
  /** How many copies of one name a project holds when the next is placed. */
  readonly familySizes: ReadonlyArray<number>
  readonly soakClones: number
}

interface Options {
  readonly quick: boolean
  readonly seconds: Option.Option<number>
  readonly repeats: Option.Option<number>
  readonly only: ReadonlyArray<ContestantKey>
  readonly soak: number
  readonly million: boolean
}

export const settingsOf = ({ million, only, quick, repeats, seconds, soak }: Options): Settings => ({
  clients: 64,
  warmUpSeconds: quick ? 0.3 : 2,
  compileSeconds: quick ? 1 : 5,
  seconds: Option.getOrElse(seconds, () => (quick ? 1 : 5)),
  repeats: Option.getOrElse(repeats, () => (quick ? 1 : 5)),
  trialSeconds: quick ? 0.5 : 3,
  pools: quick ? [16] : [4, 8, 16, 32, 64],
  connections: quick ? [16, 64] : [8, 16, 32, 64],
  only: only.length === 0 ? contestantKeys : only,
  familySizes: million ? [10, 1e3, 1e5, 1e6] : [10, 1e3, 1e5],
  soakClones: soak
})
