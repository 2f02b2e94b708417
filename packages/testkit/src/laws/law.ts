import { Effect } from "effect"
import * as fc from "fast-check"

/** What any implementation has to do, and a way to find out whether one does. */
export interface Law<in Subject> {
  /** Names the law in reports: its group, then what it is about. */
  readonly name: string
  /** A sentence that could be false of the subject. */
  readonly statement: string
  /** What of the subject it needs; where one is missing the law cannot be checked. */
  readonly hands: ReadonlyArray<string>
  /** How many cases are tried unless the check says otherwise. */
  readonly cases: number
  readonly property: (subject: Subject) => fc.IAsyncProperty<[unknown]>
}

/** The answer of a law's body for one case: it throws, rejects or fails where the law does not hold. */
type Verdict = void | Promise<void> | Effect.Effect<void, unknown>

/** The hands among the members of a subject: those that it may lack. */
type Hand<Subject> = { [Key in keyof Subject]-?: undefined extends Subject[Key] ? Key : never }[keyof Subject] & string

/** Makes the laws of one group, all about one kind of subject. */
export const lawsOf =
  <Subject extends object>(group: string, cases: number) =>
  <Case, Needed extends Hand<Subject> = never>(law: {
    readonly name: string
    readonly statement: string
    readonly hands?: ReadonlyArray<Needed>
    readonly cases?: number
    readonly given: fc.Arbitrary<Case>
    readonly holds: (subject: Required<Pick<Subject, Needed>> & Subject, given: Case) => Verdict
  }): Law<Subject> => ({
    name: `${group}.${law.name}`,
    statement: law.statement,
    hands: law.hands ?? [],
    cases: law.cases ?? cases,
    property: (subject) =>
      fc.asyncProperty(law.given, async (given) => {
        // `check` has made sure of the hands.
        const verdict = law.holds(subject as Required<Pick<Subject, Needed>> & Subject, given)
        await (Effect.isEffect(verdict) ? Effect.runPromise(verdict) : verdict)
      })
  })
