import { Schema } from "effect"

const maximumCodePoints = 63
const highestOrdinal = 999_999_999
/** Leaves room for a space and the highest ordinal in parentheses. */
const stemCodePoints = maximumCodePoints - " (999999999)".length

/**
 * A task's name: 1 to 63 code points without control characters, lone surrogates, or white space at either end.
 * Names compare exactly.
 */
export const TaskName = Schema.String.check(
  Schema.makeFilter<string>(
    (name) =>
      name !== "" &&
      [...name].length <= maximumCodePoints &&
      name.trim() === name &&
      name.isWellFormed() &&
      !/\p{Cc}/u.test(name),
    {
      expected: "1 to 63 characters without control characters or white space at either end",
      toJsonSchema: () => ({ minLength: 1, maxLength: maximumCodePoints })
    }
  )
)
  .pipe(Schema.brand("TaskName"))
  .annotate({ identifier: "TaskName" })
export type TaskName = typeof TaskName.Type

/** The two parts of a copy's name: `Foo (3)` has the stem `Foo` and the ordinal 3; a name without ordinal has 1. */
export interface StemAndOrdinal {
  readonly stem: string
  readonly ordinal: number
}

/**
 * Splits a name into its base and its ordinal, 2 … 999,999,999, written without leading zeros, in parentheses, after
 * exactly one space. Anything else is a base with the ordinal 1.
 */
export const parse = (name: string): { readonly base: string; readonly ordinal: number } => {
  const [, base, digits] = /^(.*\S) \(([1-9]\d{0,8})\)$/su.exec(name) ?? []
  const ordinal = Number(digits)
  return base !== undefined && ordinal >= 2 ? { base, ordinal } : { base: name, ordinal: 1 }
}

/** The first 51 code points of a base, trimmed at the end: every name belongs to exactly one stem. */
export const stem = (base: string): string =>
  base.length <= stemCodePoints ? base : [...base].slice(0, stemCodePoints).join("").trimEnd()

/** What a store keeps beside a name, so that one index serves every read of a family. */
export const stemAndOrdinal = (name: string): StemAndOrdinal => {
  const { base, ordinal } = parse(name)
  return { stem: stem(base), ordinal }
}

/** The name of the n-th copy in a family; n is 2 … 999,999,999. */
export const numbered = (ofStem: string, ordinal: number): TaskName => {
  if (ordinal < 2 || ordinal > highestOrdinal) throw new RangeError(`No name has the ordinal ${ordinal}`)
  return `${ofStem} (${ordinal})` as TaskName
}
