/**
 * What a name says, found without the rule's own code: the stem (51 code points of the base) and the ordinal, 1 where the
 * name has none.
 */
export const readName = (name: string): { readonly base: string; readonly stem: string; readonly ordinal: number } => {
  const open = name.lastIndexOf(" (")
  const digits = name.slice(open + 2, -1)
  const base = name.slice(0, Math.max(open, 0))
  const isNumbered =
    base !== "" &&
    name.endsWith(")") &&
    base.trimEnd() === base &&
    digits.length <= 9 &&
    String(Number(digits)) === digits &&
    Number(digits) >= 2
  return isNumbered
    ? { base, stem: stemOf(base), ordinal: Number(digits) }
    : { base: name, stem: stemOf(name), ordinal: 1 }
}

const stemOf = (base: string) => Array.from(base).slice(0, 51).join("").trimEnd()

/** The ordinals that are taken in the family of a name, ascending. */
export const takenOrdinals = (wanted: string, taken: Iterable<string>): ReadonlyArray<number> =>
  Array.from(taken, readName)
    .filter(({ stem }) => stem === readName(wanted).stem)
    .map(({ ordinal }) => ordinal)
    .toSorted((one, other) => one - other)
