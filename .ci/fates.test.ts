import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { root, run } from "./tool.ts"

const source = readFileSync(resolve(root, "packages/core/src/domain/fates.ts"), "utf8")
const entries = [...source.matchAll(/^export const (\w+): Fates<[\s\S]*?= \{\n([\s\S]*?)^\}$/gm)].flatMap(
  ([, record = "", body = ""]) =>
    [...body.matchAll(/^ {2}(\w+): [\s\S]*?(?=^ {2}\w|(?![\s\S]))/gm)].map(([entry, field = ""]) => ({
      record,
      body,
      entry,
      field
    }))
)

describe("removing one entry of the fates does not compile", () => {
  const tree = resolve(root, ".scratch/fates")
  const file = ({ record, field }: (typeof entries)[number]) => `without-${record}-${field}.ts`
  let output = ""

  beforeAll(async () => {
    rmSync(tree, { recursive: true, force: true })
    mkdirSync(resolve(tree, "packages"), { recursive: true })
    for (const path of ["tsconfig.json", "packages/tsconfig.package.json", "packages/core"]) {
      const copied = (from: string) => !/node_modules|dist/.test(from)
      cpSync(resolve(root, path), resolve(tree, path), { recursive: true, filter: copied })
    }
    for (const removal of entries) {
      const { body, entry } = removal
      const incomplete = source.replace(body, body.replace(entry, ""))
      writeFileSync(resolve(tree, "packages/core/src/domain", file(removal)), incomplete)
    }
    output = (await run("tsc -p packages/core --noEmit --composite false --incremental false", tree)).output
  })

  it("finds both records", () =>
    expect(new Set(entries.map((_) => _.record))).toEqual(new Set(["taskFates", "revisionFates"])))

  it.each(entries)("$record.$field", (removal) => {
    const complaint = output.split("\n").filter((line) => line.includes(file(removal)))
    expect(complaint.join("\n"), output).toContain(`Property '${removal.field}' is missing`)
  })
})
