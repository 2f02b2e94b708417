import Ajv2020 from "ajv/dist/2020.js"
import addFormats from "ajv-formats"
import published from "./tasks.openapi.json" with { type: "json" }

/** One way in which an answer is not what the contract says. */
export interface Deviation {
  readonly operation: string
  readonly status: number
  readonly pointer: string
}

/** An operation of an OpenAPI document, as far as the comparison reads it. */
export interface Operation {
  readonly operationId: string
  readonly parameters?: ReadonlyArray<{ readonly $ref?: string; readonly name?: string }>
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>
}

/** The operations of the contract that are served, by their ids, with method and path. */
export const operations = new Map(
  Object.entries(published.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Readonly<Record<string, Operation>>).map(
      ([method, operation]) => [operation.operationId, { ...operation, method, path }] as const
    )
  )
)

const ajv = addFormats.default(new Ajv2020.default({ strict: false, allErrors: true, validateFormats: true }))
ajv.addSchema(published, "published")

/** Compares an answer with the contract's words for its operation and status. */
export const deviations = (
  operationId: string,
  answer: { readonly status: number; readonly body: unknown; readonly contentType: string | null }
): ReadonlyArray<Deviation> => {
  const operation = operations.get(operationId)
  if (operation === undefined) throw new Error(`The contract has no operation ${operationId}`)
  const { status } = answer
  const found = (pointer: string): Deviation => ({ operation: operationId, status, pointer })

  const contentType = answer.contentType === "application/json" ? [] : [found("/content-type")]
  const response = operation.responses[String(status)]
  if (response === undefined) return [...contentType, found(`/responses/${status}`)]

  const at =
    response.$ref?.slice(1) ?? pointerTo("paths", operation.path, operation.method, "responses", String(status))
  const validate = ajv.compile({ $ref: `published#${at}/content/application~1json/schema` })
  if (validate(answer.body)) return contentType
  return [...contentType, ...new Set((validate.errors ?? []).map(({ instancePath }) => instancePath))].map((path) =>
    typeof path === "string" ? found(path) : path
  )
}

const pointerTo = (...segments: ReadonlyArray<string>) =>
  segments.map((segment) => `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")
