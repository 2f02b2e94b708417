import { Array, Predicate, Record } from "effect"
import { OpenApi } from "effect/http-api"
import { OffshootApi } from "./api.ts"

/** The OpenAPI 3.1 document of all that is served, at an address. */
export const openApiDocument = (url: string): OpenApi.OpenAPISpec => ({
  ...(open(OpenApi.fromApi(OffshootApi)) as OpenApi.OpenAPISpec),
  servers: [{ url }]
})

/** Members that a schema does not name are ignored in requests, and may come to answers: no object is closed. */
const open = (document: unknown): unknown => {
  if (Array.isArray(document)) return document.map(open)
  if (!Predicate.isReadonlyObject(document)) return document
  return Record.map(
    Record.filter(
      document as Readonly<Record<string, unknown>>,
      (value, key) => !(key === "additionalProperties" && value === false)
    ),
    open
  )
}
