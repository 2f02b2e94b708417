import { Validator } from "@seriousme/openapi-schema-validator"
import { describe, expect, it } from "vitest"
import { openApiDocument } from "../src/index.ts"
import type { Operation } from "./contract/published.ts"
import published from "./contract/tasks.openapi.json" with { type: "json" }
import { publicUrl, serve } from "./served.ts"

const document = openApiDocument(publicUrl)
const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>
const P = "/api/v1/org/{org_id}/project/{project_id}"

describe("the OpenAPI document", () => {
  it("is valid OpenAPI 3.1", async () => {
    const { errors, valid } = await new Validator().validate(JSON.parse(JSON.stringify(document)))
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
  })

  it("is served as it is exported", async () => {
    const { call } = await serve()
    expect((await call("GET", "/openapi.json")).body).toEqual(JSON.parse(JSON.stringify(document)))
  })

  it("lists exactly what is served", () => {
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`)
    )
    expect(listed.sort()).toEqual([
      `cloneSharedTask post ${P}/task/clone/{short_id}`,
      `createTask post ${P}/task`,
      `createTaskShare post ${P}/task/{task_id}/share`,
      "getLiveness get /health/live",
      "getPublicTaskShare get /api/v1/public/task_share/{short_id}",
      "getReadiness get /health/ready",
      `getTask get ${P}/task/{task_id}`,
      `listTasks get ${P}/task`,
      `previewClone get ${P}/task/clone/{short_id}/preview`,
      `revokeTaskShare delete ${P}/task/{task_id}/share/{share_id}`
    ])
  })

  it.each(["Task", "TaskRevision", "TaskCreate", "TaskShare", "TaskShareCreate", "Tag", "LLMModel"] as const)(
    "shows %s with the published members that it has, and the same ones required of requests",
    (name) => {
      const own = document.components.schemas[name] as { properties: object; required?: ReadonlyArray<string> }
      const theirs: { properties: object; required?: ReadonlyArray<string> } = published.components.schemas[name]
      const missing = Object.keys(theirs.properties).filter((member) => !(member in own.properties))
      // What our domain does not know of a model: all of it is optional there.
      const unknown = ["price", "speed", "knowledge_cutoff", "pdf_vision_config", "modified", "replaced_by", "retired"]
      expect(missing).toEqual(name === "LLMModel" ? [...unknown, "llm_model_comments"] : [])
      if (name.endsWith("Create")) expect([...(own.required ?? [])].sort()).toEqual([...(theirs.required ?? [])].sort())
      else expect(own.required).toEqual(expect.arrayContaining([...(theirs.required ?? [])]))
    }
  )

  it("shows the published defaults of a new task", () => {
    const defaults = (properties: object) =>
      Object.fromEntries(
        Object.entries(properties).flatMap(([member, schema]: [string, { default?: unknown }]) =>
          schema.default === undefined ? [] : [[member, schema.default]]
        )
      )
    const own = document.components.schemas["TaskCreate"] as { properties: object }
    expect(defaults(own.properties)).toMatchObject(defaults(published.components.schemas.TaskCreate.properties))
  })

  it.each(["TaskCreate", "TaskShareCreate", "TaskRAGConfig"] as const)("shows the published bounds of %s", (name) => {
    const own = boundsOf(document.components.schemas)(name)
    expect(own).toMatchObject(boundsOf(published.components.schemas)(name))
    expect(Object.values(own).flatMap(Object.keys)).not.toEqual([])
  })

  it("shows the letters that a short id has", () => {
    expect(document.components.schemas["ShortId"]).toEqual({ type: "string", pattern: "^[A-Za-z0-9]{1,64}$" })
  })

  it("closes no object: members that it does not know are ignored", () => {
    expect(JSON.stringify(document)).not.toContain('"additionalProperties":false')
  })
})

interface Bounded {
  readonly $ref?: string
  readonly anyOf?: ReadonlyArray<Bounded>
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
}

/** What each member of a schema is at least and at most, wherever its own schema says so. */
const boundsOf = (schemas: object) => {
  const named = schemas as Readonly<
    Record<string, { readonly properties: Readonly<Record<string, Bounded>> } & Bounded>
  >
  const bounds = ({ $ref, anyOf = [], maxLength, maximum, minLength, minimum }: Bounded): object => {
    const referred = $ref === undefined ? undefined : named[$ref.split("/").at(-1) ?? ""]
    const parts = [...anyOf, ...(referred === undefined ? [] : [referred])].map(bounds)
    const own = Object.entries({ minimum, maximum, minLength, maxLength }).filter(([, bound]) => bound !== undefined)
    return Object.assign({}, ...parts, Object.fromEntries(own))
  }
  return (name: string) =>
    Object.fromEntries(
      Object.entries(named[name]?.properties ?? {}).map(([member, schema]) => [member, bounds(schema)])
    )
}
