import { Predicate, SchemaIssue } from "effect"

/**
 * Says what is wrong with JSON that lists things: each place, and what belongs there. No value is quoted, since it may be a
 * secret, but for the name that the thing gives itself.
 *
 * @param name the member that names a thing of the list
 */
export const problemsOfJson = (json: unknown, name: string, issue: SchemaIssue.Issue): string =>
  [
    ...new Set(issuesOf(issue).issues.map(({ message, path = [] }) => problem(json, name, path.map(keyOf), message)))
  ].join("; ")

type Path = ReadonlyArray<PropertyKey>

const issuesOf = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) => {
    if (issue._tag === "MissingKey") return missing
    return issue._tag === "UnexpectedKey" ? "is no member here" : SchemaIssue.defaultLeafHook(issue)
  }
})

const missing = "is missing"

const keyOf = (segment: PropertyKey | { readonly key: PropertyKey }): PropertyKey =>
  typeof segment === "object" ? segment.key : segment

const problem = (json: unknown, name: string, path: Path, message: string): string => {
  const [entry] = path
  const called = typeof entry === "number" ? read(read(json, entry), name) : undefined
  const place = `[${path.slice(0, 1).map(String)}]${Predicate.isString(called) ? ` (${called})` : ""}`
  // The first of a list that must have one.
  if (message === missing && path.at(-1) === 0) return `${place}${written(path.slice(1, -1))} must not be empty`
  const words = message
    .replace(/^Expected never$/, "must not be there")
    .replace(/^Expected (?=number|string)/, "must be a ")
    .replace(/^Expected (?=array|object)/, "must be an ")
    // About several members of one thing.
    .replace(/^Expected (?!an )/, path.length === 1 ? "must have " : "must be ")
    .replace(/^Expected /, "must be ")
    .replaceAll(" | ", " or ")
  return path.length === 0 ? `it ${words}` : `${place}${written(path.slice(1))} ${words}`
}

const written = (path: Path): string =>
  path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("")

const read = (value: unknown, key: PropertyKey): unknown => (Predicate.hasProperty(value, key) ? value[key] : undefined)
