import { freeName, type TaskName } from "@offshoot/core"
import { Result } from "effect"

/** What a placed clone, a rename or a deletion does to the names of a project. */
export interface NameChange {
  /** What a clone wants to be called; the rule picks what it takes. */
  readonly wanted?: TaskName
  readonly taken?: TaskName
  readonly givenUp?: TaskName
}

/** Whether these changes, made at once, can have been made one by one in some order, with every name picked by the rule. */
export const inSomeOrder = (names: ReadonlySet<string>, changes: ReadonlyArray<NameChange>): boolean =>
  changes.length === 0 ||
  changes.some(({ givenUp, taken, wanted }, index) => {
    if (wanted !== undefined && Result.getOrUndefined(freeName(wanted, names)) !== taken) return false
    const left = [...names].filter((name) => name !== givenUp)
    return inSomeOrder(new Set(taken === undefined ? left : [...left, taken]), changes.toSpliced(index, 1))
  })
