import { globSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { root } from "./tool.ts"

const read = (file: string) => readFileSync(resolve(root, file), "utf8")
const manifests = globSync(["package.json", "packages/*/package.json", "examples/*/package.json"], { cwd: root })
const rows = new Map(
  [...read("docs/dependencies.md").matchAll(/^\| `(.+?)` \| (\S+) \|/gm)].map(([, name = "", version = ""]) => [
    name,
    version
  ])
)
const declared = new Map<string, Set<string>>()
for (const manifest of manifests) {
  const { dependencies = {}, devDependencies = {}, peerDependencies = {} } = JSON.parse(read(manifest))
  for (const [name, version] of Object.entries<string>({ ...dependencies, ...devDependencies, ...peerDependencies })) {
    if (!version.startsWith("workspace:")) {
      declared.set(name, new Set(declared.get(name)).add(version.replace(/^npm:.+@/, "")))
    }
  }
}

describe("docs/dependencies.md", () => {
  it.each([...declared])("names %s in its one version", (name, versions) => {
    expect([...versions]).toEqual([rows.get(name)])
    expect(rows.get(name)).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
  })
  it("names nothing else", () => expect(new Set(rows.keys())).toEqual(new Set(declared.keys())))
  it("the lock file knows no registry", () => expect(read("pnpm-lock.yaml")).not.toMatch(/https?:\/\/|tarball/))
})
