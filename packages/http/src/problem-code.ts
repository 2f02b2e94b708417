/** An error's tag in snake_case. */
export type ProblemCode<Tag extends string> = Uncapitalize<Tag> extends infer Name extends string ? Snake<Name> : never

type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : ""

/** The code of a problem: never written by hand. */
export const problemCode = <Tag extends string>(tag: Tag) => snakeCase(tag) as ProblemCode<Tag>

export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (capital, at) => `${at === 0 ? "" : "_"}${capital.toLowerCase()}`)
