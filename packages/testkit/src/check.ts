import * as fc from "fast-check"
import type { Law } from "./laws/law.ts"
import { type Outcome, Report } from "./report.ts"

/** How laws are checked; every choice has a default. */
export interface CheckOptions {
  /** Draws the same cases again; 1 unless said otherwise, so that two runs check the same. */
  readonly seed?: number
  /** Leads straight to the counterexample of a broken law, with the seed that its report names. */
  readonly path?: string
  /** How many cases each law is tried with, instead of the law's own number. */
  readonly cases?: number
}

/**
 * Checks laws against a subject: the thing under test, with the hands that set its stage. Never rejects for a broken law:
 * the report tells.
 *
 * @example
 * const report = await check(laws.tasks, { tasks, put, rename, remove })
 * console.log(String(report))
 * process.exitCode = report.isHeld ? 0 : 1
 */
export const check = async <Subject>(
  laws: Law<Subject> | ReadonlyArray<Law<Subject>>,
  subject: Subject | PromiseLike<Subject>,
  options: CheckOptions = {}
): Promise<Report> => {
  const underTest = await subject
  const outcomes: Array<Outcome> = []
  for (const law of [laws].flat()) outcomes.push(await checkOne(law, underTest, options))
  return new Report(outcomes)
}

/**
 * One law as one test, for any runner: rejects if the law is broken, or cannot be checked because a hand is missing.
 *
 * @example
 * for (const law of laws.tasks) it(law.statement, () => hold(law, subject))
 */
export const hold = async <Subject>(
  law: Law<Subject>,
  subject: Subject | PromiseLike<Subject>,
  options: CheckOptions = {}
): Promise<void> => {
  const report = await check(law, subject, options)
  if (report.held.length === 0) throw new Error(String(report))
}

const checkOne = async <Subject>(
  law: Law<Subject>,
  subject: Subject,
  { cases = law.cases, path, seed = 1 }: CheckOptions
): Promise<Outcome> => {
  const about = { law: law.name, statement: law.statement }
  const missing = law.hands.filter((hand) => Reflect.get(Object(subject), hand) === undefined)
  if (missing.length > 0) return { _tag: "NotChecked", ...about, missing }

  const run = await fc.check(law.property(subject), {
    seed,
    numRuns: cases,
    ...(path === undefined ? {} : { path })
  })
  return run.failed
    ? {
        _tag: "Broken",
        ...about,
        seed: run.seed,
        path: run.counterexamplePath ?? "",
        counterexample: run.counterexample?.[0],
        problem: run.errorInstance instanceof Error ? run.errorInstance : new Error(String(run.errorInstance))
      }
    : { _tag: "Held", ...about, seed: run.seed, cases: run.numRuns }
}
