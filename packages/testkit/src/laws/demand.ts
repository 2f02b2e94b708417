import { Equal } from "effect"
import * as fc from "fast-check"

/** Why a law does not hold in a case. */
export class Violation extends Error {
  override readonly name = "Violation"
}

/** Breaks the law unless the condition holds; `problem` tells what was found instead. */
export function demand(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new Violation(problem)
}

/** Breaks the law unless both are equal by value, whatever the order of their members. */
export const demandEqual = (what: string, actual: unknown, expected: unknown): void => {
  if (Equal.equals(actual, expected)) return
  throw new Violation(`${what} is ${fc.stringify(actual)} instead of ${fc.stringify(expected)}`)
}
