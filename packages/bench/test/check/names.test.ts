import { freeName, stemAndOrdinal, TaskName } from "@offshoot/core"
import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type NamedRow, problemsOfNames, problemsUnderChurn } from "../../src/check/names.ts"

const row = (name: string, project = "p"): NamedRow => {
  const { ordinal, stem } = stemAndOrdinal(name)
  return { project, source: stem, name, stem, ordinal }
}

/** The names that the core's rule gives to copies, made one after another. */
const copies = (name: string, count: number, project = "p"): ReadonlyArray<NamedRow> => {
  const taken = new Set<string>()
  for (let n = 0; n < count; n++) taken.add(Result.getOrThrow(freeName(TaskName.make(name), taken)))
  return [...taken].map((name) => row(name, project))
}

const families = fc.array(
  fc.record({
    name: fc.constantFrom("Foo", "Bar", "Answer a customer"),
    project: fc.constantFrom("p", "q"),
    count: fc.integer({ min: 1, max: 120 })
  }),
  { minLength: 1, maxLength: 6 }
)
const distinct = families.map((all) => [...new Map(all.map((one) => [`${one.name} ${one.project}`, one])).values()])
const rowsOf = distinct.map((all) => all.flatMap(({ count, name, project }) => copies(name, count, project)))

describe("the check of names", () => {
  it("finds nothing in what the core's rule gives, in any order", () => {
    fc.assert(
      fc.property(
        rowsOf.chain((rows) => fc.shuffledSubarray([...rows], { minLength: rows.length })),
        (rows) => {
          expect(problemsOfNames(rows)).toEqual([])
        }
      )
    )
  })

  it("finds a gap, whichever name but the last of a family is missing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 150 }), fc.nat(), (count, which) => {
        const rows = copies("Foo", count)
        expect(problemsOfNames(rows.toSpliced(which % (count - 1), 1))).toHaveLength(1)
      })
    )
  })

  it("finds a doubled name, also where others delete and rename", () => {
    fc.assert(
      fc.property(rowsOf, fc.nat(), (rows, which) => {
        const doubled = rows[which % rows.length]
        const wrong = doubled === undefined ? rows : [...rows, doubled]
        expect(problemsUnderChurn(wrong)).toHaveLength(1)
        expect(problemsOfNames(wrong).length).toBeGreaterThan(0)
      })
    )
  })

  it("allows gaps where others delete and rename", () =>
    expect(problemsUnderChurn([row("Foo (7)"), row("Foo (9)"), row("Foo (7)", "q")])).toEqual([]))

  it.each([{ source: "Fo", stem: "Fo" }, { ordinal: 3 }])("finds parts that are not the name's: %o", (wrong) =>
    expect(problemsUnderChurn([{ ...row("Foo (2)"), ...wrong }])).toHaveLength(1)
  )

  it("finds names in order whose family is not the source's, also where others delete and rename", () => {
    const rows = copies("Foo", 2).map((row) => ({ ...row, source: "Bar" }))
    expect(problemsUnderChurn(rows)).toEqual(["a clone of Bar is called Foo", "a clone of Bar is called Foo (2)"])
    expect(problemsOfNames(rows)).toContain("of 2 copies of Bar in p none is called Bar")
  })
})
