import { Schema, type SchemaAST } from "effect"
import * as fc from "fast-check"
import { leaves } from "./leaves.ts"

/**
 * The values of a schema: it is walked down to the named leaves (`Uuid`, `Text`, `TaskName` …), which have arbitraries of
 * their own. A schema that says nothing of how to make its values throws, so that none is left out silently.
 */
export const derived = <A>(schema: Schema.Schema<A>): fc.Arbitrary<A> => unfiltered(schema).filter(Schema.is(schema))

/** What the walk makes: nearly always a value of the schema, or else drawing would take its time. */
export const unfiltered = <A>(schema: Schema.Schema<A>): fc.Arbitrary<A> => walk(schema.ast) as fc.Arbitrary<A>

const walk = (ast: SchemaAST.AST): fc.Arbitrary<unknown> => {
  const leaf = leaves.get(leafName(ast) ?? "")
  if (leaf !== undefined) return leaf
  if (ast.encoding !== undefined) return underivable(ast)
  switch (ast._tag) {
    case "Null":
      return fc.constant(null)
    case "Boolean":
      return fc.boolean()
    case "Literal":
      return fc.constant(ast.literal)
    case "Number":
      return number(ast)
    case "Union":
      return fc.oneof(...ast.types.map(walk))
    case "Arrays":
      return list(ast)
    case "Objects":
      return ast.indexSignatures.length > 0 ? underivable(ast) : record(ast)
    default:
      return underivable(ast)
  }
}

/** The name that the last named check of a schema gave it; checks that follow narrow it further. */
const leafName = (ast: SchemaAST.AST): string | undefined =>
  [ast.annotations, ...(ast.checks ?? []).map(({ annotations }) => annotations)]
    .map((annotations) => annotations?.["identifier"])
    .findLast((name) => typeof name === "string")

const record = ({ propertySignatures }: SchemaAST.Objects): fc.Arbitrary<object> => {
  const isOptional = ({ type }: SchemaAST.PropertySignature) => type.context?.isOptional === true
  return fc.record(Object.fromEntries(propertySignatures.map(({ name, type }) => [name, walk(type)])), {
    requiredKeys: propertySignatures.filter((property) => !isOptional(property)).map(({ name }) => String(name)),
    noNullPrototype: true
  })
}

const list = ({ elements, rest }: SchemaAST.Arrays): fc.Arbitrary<ReadonlyArray<unknown>> => {
  const [repeated] = rest
  const more = repeated === undefined ? fc.constant([]) : fc.array(walk(repeated), { maxLength: 3 })
  return fc.tuple(fc.tuple(...elements.map(walk)), more).map(([first, others]) => [...first, ...others])
}

const number = (ast: SchemaAST.Number): fc.Arbitrary<number> => {
  const bounds = Object.assign({}, ...(ast.checks ?? []).map((check) => check.annotations?.["arbitraryConstraint"]))
  const { exclusiveMinimum = false, maximum: max = 2 ** 31 - 1, minimum: min = -(2 ** 31), number: kind } = bounds
  if (kind === "integer") return fc.integer({ min, max })
  return fc.double({ min, max, minExcluded: exclusiveMinimum, noNaN: true }).map((value) => value + 0)
}

const underivable = (ast: SchemaAST.AST): never => {
  throw new Error(`There is no arbitrary for the schema ${leafName(ast) ?? ast._tag}: give its name one in leaves`)
}
