import { cpSync, readFileSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { inScratch, root, run } from "./tool.ts"

const source = readFileSync(resolve(root, "packages/core/src/domain/fates.ts"), "utf8")
const records = [...source.matchAll(/^export const (\w+): Fates<[\s\S]*?= \{\n([\s\S]*?)^\}$/gm)]
const entries = records.flatMap(([, record = "", body = ""]) =>
  [...body.matchAll(/^ {2}(\w+): [\s\S]*?(?=^ {2}\w|(?![\s\S]))/gm)].map(([entry, field = ""]) => ({
    record,
    field,
    file: `without-${record}-${field}.ts`,
    incomplete: source.replace(body, body.replace(entry, ""))
  }))
)

describe("removing one entry of the fates does not compile", () => {
  let output = ""

  beforeAll(async () => {
    output = await inScratch(async (tree) => {
      for (const path of ["tsconfig.json", "packages/tsconfig.package.json", "packages/core"]) {
        const isSource = (from: string) => !/[\\/](node_modules|dist)$/.test(from)
        cpSync(resolve(root, path), resolve(tree, path), { recursive: true, filter: isSource })
      }
      for (const { file, incomplete } of entries) {
        writeFileSync(resolve(tree, "packages/core/src/domain", file), incomplete)
      }
      return (await run("tsc -p packages/core --noEmit --composite false --incremental false", tree)).output
    })
  })

  it("is tried on both records", () => {
    expect(new Set(entries.map(({ record }) => record))).toEqual(new Set(["taskFates", "revisionFates"]))
  })
  it.each(entries)("$record.$field", ({ field, file }) => {
    const complaints = output.split("\n").filter((line) => line.includes(file))
    expect(complaints.join("\n"), output).toMatch(
      new RegExp(`'${field}' is missing|missing the following.*: .*\\b${field}\\b`)
    )
  })
})
