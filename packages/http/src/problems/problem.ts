import { Schema } from "effect"
import { HttpApiSchema } from "effect/http-api"
import { RequestIssue } from "./request-errors.ts"
import { type ProblemTag, problems } from "./table.ts"

/** What every answer that is not 2xx looks like (RFC 9457, with the members that clients of the reference API read). */
export type Problem<Tag extends ProblemTag = ProblemTag> = Tag extends ProblemTag
  ? {
      readonly type: (typeof problems)[Tag]["type"]
      readonly title: string
      readonly status: (typeof problems)[Tag]["status"]
      readonly detail: string
      readonly code: ProblemCode<Tag>
      readonly help: string
      readonly request_id: string
      readonly errors: ReadonlyArray<RequestIssue>
    } & (Tag extends "PermissionDenied" ? PermissionCheckFailed : unknown)
  : never

/** How the reference API says that a permission is lacking. */
export interface PermissionCheckFailed {
  readonly message: string
  readonly reason: "PERMISSION_CHECK_FAILED"
  readonly permissionCheckFailedError: { readonly permission: string }
}

/** The problems that an operation may answer, as schemas for its definition: one for each error. */
export const problemsOf = <Tag extends ProblemTag>(
  ...tags: ReadonlyArray<Tag>
): ReadonlyArray<Schema.Codec<Problem<Tag>, Problem<Tag>>> =>
  // One schema for each tag is built below, so their union is what the tags say.
  tags.map((tag) => schemas[tag]) as unknown as ReadonlyArray<Schema.Codec<Problem<Tag>, Problem<Tag>>>

const permissionCheckFailed = {
  message: Schema.String,
  reason: Schema.Literal("PERMISSION_CHECK_FAILED"),
  permissionCheckFailedError: Schema.Struct({ permission: Schema.String })
}

const schemaOf = (tag: ProblemTag) => {
  const { status, title, type } = problems[tag]
  return Schema.Struct({
    type: Schema.Literal(type),
    title: Schema.String,
    status: Schema.Literal(status),
    detail: Schema.String,
    code: Schema.Literal(problemCode(tag)),
    help: Schema.String,
    request_id: Schema.String,
    errors: Schema.Array(RequestIssue),
    ...(tag === "PermissionDenied" ? permissionCheckFailed : {})
  })
    .annotate({ identifier: tag, description: title })
    .pipe(HttpApiSchema.status(status), HttpApiSchema.asJson({ contentType: problemContentType }))
}

/** An error's tag in snake_case. */
type ProblemCode<Tag extends string> = Uncapitalize<Tag> extends infer Name extends string ? Snake<Name> : never

type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : ""

/** The code of a problem: never written by hand. */
export const problemCode = <Tag extends string>(tag: Tag) => snakeCase(tag) as ProblemCode<Tag>

export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (capital, at) => `${at === 0 ? "" : "_"}${capital.toLowerCase()}`)

export const problemContentType = "application/problem+json"

const tags = Object.keys(problems) as ReadonlyArray<ProblemTag>
const schemas = Object.fromEntries(tags.map((tag) => [tag, schemaOf(tag)])) as {
  readonly [Tag in ProblemTag]: ReturnType<typeof schemaOf>
}
