import { numbered, stemAndOrdinal } from "@offshoot/core"

/** A live clone's name as its row holds it. */
export interface NamedRow {
  readonly project: string
  readonly name: string
  readonly stem: string
  readonly ordinal: number
}

/**
 * What is wrong with the names of clones, where nobody else named tasks: of each stem in each project they are X, X (2) …
 * X (k), each once, beside the stem and ordinal that the core computes.
 */
export const problemsOfNames = (rows: ReadonlyArray<NamedRow>): ReadonlyArray<string> => {
  const problems = [...problemsOfParts(rows), ...doubled(rows)]
  for (const [key, family] of Map.groupBy(rows, ({ project, stem }) => `${stem} in ${project}`)) {
    const names = new Set(family.map(({ name }) => name))
    const stem = family[0]?.stem ?? ""
    const expected = family.map((_, index) => (index === 0 ? stem : numbered(stem, index + 1)))
    const missing = expected.filter((name) => !names.has(name))
    if (missing.length > 0) problems.push(`of ${family.length} copies of ${key} none is called ${missing[0]}`)
  }
  return problems
}

/** What is wrong with names whatever else happened to them: two alike in one project, or parts that are not theirs. */
export const problemsUnderChurn = (rows: ReadonlyArray<NamedRow>): ReadonlyArray<string> => [
  ...problemsOfParts(rows),
  ...doubled(rows)
]

const problemsOfParts = (rows: ReadonlyArray<NamedRow>): Array<string> =>
  rows
    .filter(({ name, ordinal, stem }) => {
      const parts = stemAndOrdinal(name)
      return parts.stem !== stem || parts.ordinal !== ordinal
    })
    .map(({ name, ordinal, stem }) => `the parts of ${name} are stored as ${stem} and ${ordinal}`)

const doubled = (rows: ReadonlyArray<NamedRow>): Array<string> => {
  const seen = new Set<string>()
  const problems: Array<string> = []
  for (const { name, project } of rows) {
    const key = `${name} in ${project}`
    if (seen.has(key)) problems.push(`two tasks are called ${key}`)
    seen.add(key)
  }
  return problems
}
