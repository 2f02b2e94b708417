import { Array, SchemaIssue } from "effect"
import type { HttpApiError } from "effect/http-api"
import { InvalidRequest, type RequestIssue } from "./request-errors.ts"

/** Says where a request is wrong: each place of the path, query, headers or body that does not decode, once. */
export const invalidRequest = ({ cause, kind }: HttpApiError.HttpApiSchemaError): InvalidRequest => {
  const issues = format(cause.issue).issues.map(({ message, path = [] }) => ({
    loc: [partOf[kind], ...path.map((segment) => String(typeof segment === "object" ? segment.key : segment))],
    msg: message,
    type: typeOf(message)
  }))
  return new InvalidRequest({
    issues: Array.dedupeWith(issues, (one, other) => one.loc.join("/") === other.loc.join("/"))
  })
}

const format = SchemaIssue.makeFormatterStandardSchemaV1()

const partOf = {
  Params: "path",
  Query: "query",
  Headers: "header",
  Payload: "body",
  Body: "response",
  ResponseHeaders: "response"
} as const satisfies Record<HttpApiError.HttpApiSchemaError["kind"], string>

/** The words of the reference API for the kinds of issues that its clients tell apart. */
const typeOf = (message: string): RequestIssue["type"] => {
  if (message.includes("a UUID")) return "uuid_parsing"
  if (message.includes("a valid JSON body")) return "json_invalid"
  return message === "Missing key" ? "missing" : "value_error"
}
