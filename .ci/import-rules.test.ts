import { mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import rules from "../.dependency-cruiser.mjs"
import { inScratch, run } from "./tool.ts"

/** For every rule, files that break it: each names the rule that must speak up. */
const violations: ReadonlyArray<readonly [rule: string, file: string, source: string]> = [
  ["core-imports-only-effect", "packages/core/src/ports/a.ts", `import "@offshoot/postgres"`],
  ["core-imports-only-effect", "packages/core/src/ports/b.ts", `import type { SqlClient } from "effect/sql"`],
  ["core-imports-only-effect", "packages/core/src/ports/c.ts", `import { readFileSync } from "node:fs"`],
  ["core-imports-only-effect", "packages/core/src/use-cases/d.ts", `export * from "effect/http"`],
  ["core-imports-only-effect", "packages/core/src/promise.ts", `await import("vitest")`],
  ["domain-imports-only-domain", "packages/core/src/domain/a.ts", `import type { A } from "../ports/port.ts"`],
  ["domain-imports-only-domain", "packages/core/src/domain/b.ts", `import "@offshoot/core"`],
  ["ports-import-only-domain", "packages/core/src/ports/d.ts", `export * from "../use-cases/use-case.ts"`],
  ["use-cases-import-only-domain-and-ports", "packages/core/src/use-cases/a.ts", `import "../index.ts"`],
  ["adapters-import-only-core", "packages/postgres/src/a.ts", `import "@offshoot/testkit"`],
  ["adapters-import-only-core", "packages/http/src/a.ts", `import type { A } from "@offshoot/ory"`],
  ["adapters-import-only-core", "packages/ory/src/a.ts", `import "@offshoot/server"`],
  ["adapters-import-only-core", "packages/testkit/src/a.ts", `import "../../http/src/index.ts"`],
  ["tests-of-one-room-stay-there", "packages/postgres/test/a.ts", `import "@offshoot/ory"`],
  ["nothing-published-starts-real-services", "packages/ory/src/c.ts", `import "@offshoot/ory-live"`],
  ["nothing-published-starts-real-services", "packages/postgres/src/b.ts", `import "@offshoot/postgres-live"`],
  ["real-services-know-nothing-of-offshoot", "packages/ory-live/src/a.ts", `import "@offshoot/ory"`],
  ["real-services-know-nothing-of-offshoot", "packages/postgres-live/src/a.ts", `import "@offshoot/postgres"`],
  ["nothing-imports-server", "packages/http/test/a.ts", `import "@offshoot/server"`],
  ["nothing-imports-server", "examples/mounted/a.ts", `import "../../packages/server/src/index.ts"`],
  ["source-does-not-import-tests", "packages/ory/src/b.ts", `import "../test/helper.ts"`],
  ["packages-by-name-not-by-path", "packages/http/test/b.ts", `import "../../core/src/domain/rule.ts"`],
  ["packages-by-name-not-by-path", "examples/mounted/b.ts", `export type { A } from "../embedded/store.ts"`],
  ["declared-exports-only", "packages/http/src/b.ts", `import "@offshoot/core/src/domain/rule.ts"`],
  ["declared-exports-only", "packages/http/src/c.ts", `import "pg"`],
  ["declared-dependencies-only", "packages/http/src/d.ts", `import "typescript"`],
  ["source-uses-own-dependencies", "packages/http/src/e.ts", `import "vitest"`],
  ["no-cycles", "packages/testkit/src/b.ts", `import type { A } from "./c.ts"`]
]

/** What the violations point at, and what must stay allowed. */
const innocent: ReadonlyArray<readonly [file: string, source: string]> = [
  ["packages/core/src/domain/rule.ts", `import { Effect } from "effect"`],
  ["packages/core/src/ports/port.ts", `import "../domain/rule.ts"`],
  ["packages/core/src/use-cases/use-case.ts", `import "../domain/rule.ts"\nimport "../ports/port.ts"`],
  ["packages/core/src/index.ts", `export * from "./use-cases/use-case.ts"`],
  ["packages/core/test/index.test.ts", `import { it } from "@effect/vitest"\nimport "../src/domain/rule.ts"`],
  ["packages/testkit/src/index.ts", `import "@offshoot/core"`],
  ["packages/testkit/src/c.ts", `import "./b.ts"`], // a cycle is reported once
  ["packages/postgres/src/index.ts", `import { SqlClient } from "effect/sql"\nimport "@offshoot/core"`],
  ["packages/postgres/test/index.test.ts", `import "@offshoot/testkit"\nimport "../src/index.ts"\nimport "node:fs"`],
  ["packages/ory/src/index.ts", `import "@offshoot/core"`],
  ["packages/ory/test/helper.ts", ""],
  ["packages/ory/test/live/a.test.ts", `import "@offshoot/ory-live"`],
  ["packages/ory-live/src/index.ts", `import "@offshoot/postgres-live"`],
  ["packages/postgres-live/src/index.ts", `import "node:fs"`],
  ["packages/postgres/test/servers.ts", `import "@offshoot/postgres-live"`],
  ["packages/bench/src/index.ts", `import "@offshoot/postgres-live"`],
  ["packages/http/src/index.ts", `import "effect/http"\nimport "@offshoot/core"`],
  ["packages/http/test/index.test.ts", `import "@offshoot/postgres"\nimport "@offshoot/testkit"`],
  ["packages/server/src/index.ts", `import "@offshoot/http"\nimport "@offshoot/ory"\nimport "@offshoot/postgres"`],
  ["packages/server/test/index.test.ts", `import "@offshoot/testkit"\nimport "../src/index.ts"`],
  ["examples/embedded/store.ts", `import "@offshoot/core"`]
]

describe("the import rules", () => {
  const complaints = new Map<string, ReadonlyArray<string>>()
  let output = ""

  beforeAll(() =>
    inScratch(async (tree) => {
      const write = (file: string, text: string) => {
        mkdirSync(dirname(resolve(tree, file)), { recursive: true })
        writeFileSync(resolve(tree, file), text)
      }
      const manifest = (name: string, more: object) =>
        JSON.stringify({ name, type: "module", exports: { ".": "./src/index.ts" }, ...more })
      write("package.json", manifest("tree", { devDependencies: { "@effect/vitest": "*", effect: "*", vitest: "*" } }))
      mkdirSync(resolve(tree, "node_modules/@offshoot"), { recursive: true })
      for (const name of [
        "core",
        "testkit",
        "postgres",
        "postgres-live",
        "ory",
        "ory-live",
        "http",
        "server",
        "bench"
      ]) {
        write(`packages/${name}/package.json`, manifest(`@offshoot/${name}`, { dependencies: { effect: "*" } }))
        symlinkSync(resolve(tree, "packages", name), resolve(tree, "node_modules/@offshoot", name), "junction")
      }
      for (const [file, source] of innocent) write(file, source)
      for (const [, file, source] of violations) write(file, source)
      const command = "depcruise --config ../../.dependency-cruiser.mjs packages examples"
      const [forPeople, forUs] = await Promise.all([run(command, tree), run(`${command} -T json`, tree)])
      expect(forPeople.exitCode, forPeople.output).not.toBe(0)
      output = forPeople.output
      const found: ReadonlyArray<Complaint> = JSON.parse(forUs.stdout).summary.violations
      for (const { from, rule } of found) complaints.set(from, [...(complaints.get(from) ?? []), rule.name])
    })
  )

  it("fail the command and say where", () => {
    const line = "error core-imports-only-effect: packages/core/src/ports/a.ts → packages/postgres/src/index.ts"
    expect(output).toContain(line)
  })
  it.each(violations)("%s speaks up on %s: %s", (rule, file) => expect(complaints.get(file), output).toContain(rule))
  it.each(innocent)("nothing is said of %s", (file) => expect(complaints.get(file), output).toBeUndefined())
  it("each rule is tried", () => {
    expect(new Set(violations.map(([rule]) => rule))).toEqual(new Set(rules.forbidden.map(({ name }) => name)))
  })
})

interface Complaint {
  readonly from: string
  readonly rule: { readonly name: string }
}
