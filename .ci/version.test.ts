import { expect, it } from "vitest"
import manifest from "../packages/http/package.json" with { type: "json" }
import { openApiDocument } from "../packages/http/src/index.ts"

it("the OpenAPI document has the version of @offshoot/http", () =>
  expect(openApiDocument("/")).toMatchObject({ info: { version: manifest.version } }))
