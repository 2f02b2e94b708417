import { numbered, stemAndOrdinal } from "@offshoot/core"

/** A live clone's name as its row holds it, and the name of the task that was cloned, which has no ordinal. */
export interface NamedRow {
  readonly project: string
  readonly source: string
  readonly name: string
  readonly stem: string
  readonly ordinal: number
}

/**
 * What is wrong with the names of clones, where nobody else named tasks: in each project those of the sources called X are
 * X, X (2) … X (k), each once, beside the stem and ordinal that the core computes.
 */
export const problemsOfNames = (rows: ReadonlyArray<NamedRow>): ReadonlyArray<string> => {
  const problems = [...problemsUnderChurn(rows)]
  for (const [key, family] of Map.groupBy(rows, ({ project, source }) => `${source} in ${project}`)) {
    const names = new Set(family.map(({ name }) => name))
    const source = family[0]?.source ?? ""
    const expected = family.map((_, index) => (index === 0 ? source : numbered(source, index + 1)))
    const missing = expected.filter((name) => !names.has(name))
    if (missing.length > 0) problems.push(`of ${family.length} copies of ${key} none is called ${missing[0]}`)
  }
  return problems
}

/**
 * What is wrong with names whatever else happened to them, as long as they were renamed within their families: two alike
 * in one project, parts that are not theirs, or a stem that is not the source's.
 */
export const problemsUnderChurn = (rows: ReadonlyArray<NamedRow>): ReadonlyArray<string> => [
  ...problemsOfParts(rows),
  ...strayed(rows),
  ...doubled(rows)
]

const problemsOfParts = (rows: ReadonlyArray<NamedRow>): Array<string> =>
  rows
    .filter(({ name, ordinal, stem }) => {
      const parts = stemAndOrdinal(name)
      return parts.stem !== stem || parts.ordinal !== ordinal
    })
    .map(({ name, ordinal, stem }) => `the parts of ${name} are stored as ${stem} and ${ordinal}`)

const strayed = (rows: ReadonlyArray<NamedRow>): Array<string> =>
  rows
    .filter(({ source, stem }) => stemAndOrdinal(source).stem !== stem)
    .map(({ name, source }) => `a clone of ${source} is called ${name}`)

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
