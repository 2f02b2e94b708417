import { PgTypes } from "@effect/sql-pg"
import { Result, String } from "effect"
import { type Columns, type ColumnType, tagColumns } from "./tables.ts"

const columnName = (field: string): string => String.camelToSnake(field)

const sqlType = (type: ColumnType): string => (type === "tags" ? "uuid[]" : type)

/** The text that Postgres casts to a column's type. */
const encode = (type: ColumnType, value: unknown): string | null => {
  if (value === null) return null
  if (value === undefined) throw new TypeError("A field is undefined: null says that it is empty")
  switch (type) {
    case "json":
      return JSON.stringify(value)
    case "timestamptz":
      return new Date(value as number).toISOString()
    case "uuid[]":
      return `{${(value as ReadonlyArray<string>).join(",")}}`
    case "tags":
      return `{${(value as ReadonlyArray<{ readonly id: string }>).map(({ id }) => id).join(",")}}`
    default:
      return `${value}`
  }
}

/** The domain's value for what the driver answered. */
const decode = (type: ColumnType, value: unknown): unknown => {
  if (type === "tags") return ((value ?? []) as ReadonlyArray<ReadonlyArray<unknown>>).map(jsonReader(tagColumns))
  if (type === "timestamptz" && typeof value === "string") return Date.parse(value)
  return value instanceof Date ? value.getTime() : value
}

/** The columns of a table, comma-separated, as an insert names them. */
export const columnNames = <Fields>(columns: Columns<Fields>): string => Object.keys(columns).map(columnName).join(", ")

/** What a select reads for a domain type from the table of that alias; every column is called `<prefix><field>`. */
export const selection = <Fields>(columns: Columns<Fields>, alias: string, prefix: string): string =>
  Object.entries<ColumnType>(columns)
    .map(([field, type]) => `${valueOf(field, type, alias)} as "${prefix}${field}"`)
    .join(", ")

/** The same as one value, a JSON array. */
export const jsonSelection = <Fields>(columns: Columns<Fields>, alias: string): string => {
  const values = Object.entries<ColumnType>(columns).map(([field, type]) => valueOf(field, type, alias))
  return `json_build_array(${values.join(", ")})`
}

const valueOf = (field: string, type: ColumnType, alias: string): string =>
  type === "tags" ? tagsOf(alias) : `${alias}.${columnName(field)}`

/** Reads the values of a select by {@link selection} as the fields of the domain type. */
export const reader = <Fields>(columns: Columns<Fields>, prefix: string) => {
  const keys = Object.entries<ColumnType>(columns).map(([field, type]) => ({ field, type, key: prefix + field }))
  return (row: Readonly<Record<string, unknown>>): Record<keyof Fields, unknown> => {
    const fields: Record<string, unknown> = {}
    for (const { field, key, type } of keys) fields[field] = decode(type, row[key])
    return fields as Record<keyof Fields, unknown>
  }
}

/** Reads a value by {@link jsonSelection} as the fields of the domain type. */
export const jsonReader = <Fields>(columns: Columns<Fields>) => {
  const fields = Object.entries<ColumnType>(columns)
  return (values: ReadonlyArray<unknown>): Record<keyof Fields, unknown> =>
    Object.fromEntries(fields.map(([field, type], index) => [field, decode(type, values[index])])) as Record<
      keyof Fields,
      unknown
    >
}

/** The values of many domain objects as one array of texts per column: the parameters of {@link unnested}. */
export const columnParameters = <Fields>(
  columns: Columns<Fields>,
  all: ReadonlyArray<Fields>
): ReadonlyArray<PgTypes.Parameter> =>
  Object.entries<ColumnType>(columns).map(([field, type]) => {
    const values = all.map((one) => encode(type, one[field as keyof Fields]))
    return Result.getOrThrow(PgTypes.array(values, PgTypes.OID.text))
  })

/** A row source for an insert: the columns of {@link columnParameters}, whose first parameter has that number, cast to their types. */
export const unnested = <Fields>(columns: Columns<Fields>, firstParameter: number): string => {
  const types = Object.values<ColumnType>(columns)
  const parameters = types.map((_, index) => `$${firstParameter + index}::text[]`)
  const aliases = types.map((_, index) => `c${index}`)
  const values = types.map((type, index) => `c${index}::${sqlType(type)}`)
  return `select ${values.join(", ")} from unnest(${parameters.join(", ")}) as u(${aliases.join(", ")})`
}

/** A task's or revision's tags, each by {@link jsonSelection}; null where it has none. */
const tagsOf = (alias: string): string => `
  case when ${alias}.tags <> '{}' then (
    select json_agg(${jsonSelection(tagColumns, "tag")} order by array_position(${alias}.tags, tag.id))
    from offshoot.tags tag where tag.id = any(${alias}.tags)) end`
