import * as fc from "fast-check"

interface About {
  readonly law: string
  readonly statement: string
}

/** What came of checking one law. */
export type Outcome = Held | Broken | NotChecked

export interface Held extends About {
  readonly _tag: "Held"
  readonly cases: number
  readonly seed: number
}

export interface Broken extends About {
  readonly _tag: "Broken"
  /** With the path it leads straight to the counterexample: `check(law, subject, { seed, path })`. */
  readonly seed: number
  readonly path: string
  /** The smallest case that was found in which the law does not hold. */
  readonly counterexample: unknown
  readonly problem: Error
}

/** The subject lacks hands that the law needs. */
export interface NotChecked extends About {
  readonly _tag: "NotChecked"
  readonly missing: ReadonlyArray<string>
}

/** What came of a check; its text is for people. */
export class Report {
  readonly outcomes: ReadonlyArray<Outcome>

  constructor(outcomes: ReadonlyArray<Outcome>) {
    this.outcomes = outcomes
  }

  get held(): ReadonlyArray<Held> {
    return this.outcomes.filter((outcome) => outcome._tag === "Held")
  }

  get broken(): ReadonlyArray<Broken> {
    return this.outcomes.filter((outcome) => outcome._tag === "Broken")
  }

  get notChecked(): ReadonlyArray<NotChecked> {
    return this.outcomes.filter((outcome) => outcome._tag === "NotChecked")
  }

  /** No law is broken; those that were not checked say nothing. */
  get isHeld(): boolean {
    return this.broken.length === 0
  }

  toString(): string {
    const counts = `${this.held.length} held, ${this.broken.length} broken, ${this.notChecked.length} not checked`
    return [...this.outcomes.map(lineOf), counts].join("\n")
  }
}

const lineOf = (outcome: Outcome): string => {
  const title = `${outcome.law}: ${outcome.statement}`
  switch (outcome._tag) {
    case "Held":
      return `held         ${title} (${outcome.cases} cases, seed ${outcome.seed})`
    case "NotChecked":
      return `not checked  ${title} (the subject lacks ${outcome.missing.join(", ")})`
    case "Broken":
      return [
        `BROKEN       ${title}`,
        `  ${outcome.problem.message}`,
        `  counterexample: ${fc.stringify(outcome.counterexample)}`,
        `  again: { seed: ${outcome.seed}, path: "${outcome.path}" }`
      ].join("\n")
  }
}
