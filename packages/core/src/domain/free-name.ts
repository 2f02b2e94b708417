import { Result } from "effect"
import { NamesExhausted } from "./errors.ts"
import { numbered, parse, stem, stemAndOrdinal, type TaskName } from "./name.ts"

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
export const freeName = (wanted: TaskName, taken: ReadonlySet<string>): Result.Result<TaskName, NamesExhausted> => {
  if (!taken.has(wanted)) return Result.succeed(wanted)
  const ofStem = stem(parse(wanted).base)

  for (let ordinal = window.from; ordinal <= window.to; ordinal++) {
    const name = numbered(ofStem, ordinal)
    if (!taken.has(name)) return Result.succeed(name)
  }

  const ordinals = ordinalsOf(ofStem, taken)
  for (const limit of limits) {
    const next = highestBelow(limit, ordinals) + 1
    if (next < limit) return Result.succeed(numbered(ofStem, next))
  }
  return Result.fail(new NamesExhausted({ name: wanted }))
}

const ordinalsOf = (ofStem: string, taken: ReadonlySet<string>): ReadonlyArray<number> => {
  const ordinals: Array<number> = []
  for (const name of taken) {
    const parts = stemAndOrdinal(name)
    if (parts.stem === ofStem) ordinals.push(parts.ordinal)
  }
  return ordinals
}

const highestBelow = (limit: number, ordinals: ReadonlyArray<number>): number => {
  let highest: number = window.to
  for (const ordinal of ordinals) if (ordinal < limit && ordinal > highest) highest = ordinal
  return highest
}
