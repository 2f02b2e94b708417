import { cloning } from "../arbitraries/cloning.ts"
import { demand, demandEqual } from "./demand.ts"
import { type FatesSubject, free, fatesLaw as law, plan } from "./fates-subject.ts"
import type { Law } from "./law.ts"

/** What a clone leaves alone, and with its source. */
export const fatesOfTheSource: ReadonlyArray<Law<FatesSubject>> = [
  law({
    name: "source-untouched",
    statement: "The source is as it was, whether the clone is planned or refused",
    given: cloning("anywhere"),
    holds: ({ planClone }, from) => {
      const before = structuredClone(from.shared)
      planClone(from)
      demandEqual("the source", from.shared, before)
    }
  }),
  law({
    name: "nothing-shared",
    statement: "A clone and its source have no mutable object in common",
    given: cloning("anywhere", { bound: false }),
    holds: (subject, from) => {
      const ofSource = new Set(objectsIn(from))
      const common = objectsIn(plan(subject, from).draft).find((each) => ofSource.has(each))
      demandEqual("what both hold", common, undefined)
    }
  }),
  law({
    name: "no-credential",
    statement: "Nothing in a clone tells the source's access token",
    given: free.map((from) => {
      const task = { ...from.shared.task, accessToken: "a token that occurs nowhere else" }
      return { ...from, shared: { ...from.shared, task } }
    }),
    holds: (subject, from) => {
      const isTold = JSON.stringify(plan(subject, from).draft).includes("a token that occurs nowhere else")
      demand(!isTold, "the clone holds the access token")
    }
  })
]

const objectsIn = (value: unknown): ReadonlyArray<object> =>
  typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(objectsIn)] : []
