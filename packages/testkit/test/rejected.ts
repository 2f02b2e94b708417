import { check, type Law } from "@offshoot/testkit"
import { expect, it } from "vitest"

/** A wrong implementation, and the law that has to find it out. */
export interface Wrong<Subject> {
  /** What it does wrong, as a sentence about it. */
  readonly it: string
  readonly subject: () => Subject
  readonly law: string
}

/** One test for each: the law is broken, with a counterexample that leads back to it. */
export const rejected = <Subject>(laws: ReadonlyArray<Law<Subject>>, wrongs: ReadonlyArray<Wrong<Subject>>): void => {
  for (const wrong of wrongs) {
    it(`is rejected by ${wrong.law} if it ${wrong.it}`, async () => {
      const law = laws.filter(({ name }) => name === wrong.law)
      const [outcome] = (await check(law, wrong.subject())).outcomes
      // Not by a mistake of this wrong implementation in JavaScript.
      expect(outcome).not.toMatchObject({ problem: expect.any(TypeError) })
      expect(outcome).not.toMatchObject({ problem: expect.any(ReferenceError) })
      expect(outcome).toMatchObject({ _tag: "Broken", law: wrong.law, counterexample: expect.anything() })
    })
  }
}
