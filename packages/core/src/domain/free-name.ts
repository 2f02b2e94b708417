import { Result } from "effect"
import { NamesExhausted } from "./errors.ts"
import { numbered, stemAndOrdinal, type TaskName } from "./name.ts"

/** The ordinals whose gaps are filled: the first free one of them is taken. */
const window = { from: 2, to: 99 } as const

/** Above the window the highest ordinal below the first limit that leaves room counts, so that one freak exhausts nothing. */
const limits = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9] as const

/**
 * What a store reads of a project's live names before one can be picked: the wanted name, the names of the stem with an
 * ordinal in the window (both ends included), and for each limit one name of the stem with the highest ordinal below it.
 */
export interface Family {
  readonly wanted: TaskName
  /** The ordinal of the wanted name itself: with the stem it finds that name in an index. */
  readonly ordinal: number
  readonly stem: string
  readonly window: { readonly from: number; readonly to: number }
  readonly limits: ReadonlyArray<number>
}

/** The family of live names that decides what a clone that wants this name is called. */
export const family = (wanted: TaskName): Family => ({ wanted, ...stemAndOrdinal(wanted), window, limits })

/**
 * The name a clone gets: the wanted one if it is free; else the stem with the smallest free ordinal of the window; else
 * one more than the highest taken ordinal below the first limit that leaves room.
 *
 * @param taken the names of the wanted name's {@link family} that are live in the target; a superset gives the same answer
 */
export const freeName = (wanted: TaskName, taken: ReadonlySet<string>): Result.Result<TaskName, NamesExhausted> =>
  new TakenNames(stemAndOrdinal(wanted).stem, taken).pick(wanted)

/**
 * The taken names of one stem, for a store that names many drafts at once: each pick is the {@link freeName} among the
 * names given and those picked before, which it takes.
 */
export class TakenNames {
  private readonly names = new Set<string>()
  private readonly stem: string
  /** Below it every ordinal of the window is taken; names only come to be taken, so it only rises. */
  private firstFree: number = window.from
  /** For each limit the highest taken ordinal below it. */
  private readonly highest: Array<number> = limits.map(() => window.to)

  constructor(ofStem: string, taken: Iterable<string>) {
    this.stem = ofStem
    for (const name of taken) this.take(name)
  }

  /** Adds a taken name. */
  take(name: string): void {
    this.names.add(name)
    const { ordinal, stem } = stemAndOrdinal(name)
    if (stem !== this.stem) return
    for (const [level, limit] of limits.entries()) {
      if (ordinal < limit && ordinal > (this.highest[level] ?? 0)) this.highest[level] = ordinal
    }
  }

  /** Picks a name for a draft of this stem, and takes it. */
  pick(wanted: TaskName): Result.Result<TaskName, NamesExhausted> {
    const name = this.names.has(wanted) ? this.nextNumbered() : wanted
    if (name === undefined) return Result.fail(new NamesExhausted({ name: wanted }))
    this.take(name)
    return Result.succeed(name)
  }

  private nextNumbered(): TaskName | undefined {
    for (; this.firstFree <= window.to; this.firstFree++) {
      const name = numbered(this.stem, this.firstFree)
      if (!this.names.has(name)) return name
    }
    const level = limits.findIndex((limit, index) => (this.highest[index] ?? limit) + 1 < limit)
    return level < 0 ? undefined : numbered(this.stem, (this.highest[level] ?? 0) + 1)
  }
}
