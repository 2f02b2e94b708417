import type { TaskName } from "@offshoot/core"
import { readName } from "./read-name.ts"

/** The names that `count` clones of one free name get, in the order of the alphabet. */
export const copies = (wanted: TaskName, count: number): ReadonlyArray<string> => {
  const { base, ordinal, stem } = readName(wanted)
  const own = base === stem ? ordinal : 1
  const ordinals = Array.from({ length: count + 1 }, (_, index) => index + 2).filter((each) => each !== own)
  return [wanted, ...ordinals.slice(0, count - 1).map((each) => `${stem} (${each})`)].toSorted()
}
