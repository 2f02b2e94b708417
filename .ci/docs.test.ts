import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { file, page } from "./fates-table.ts"
import { root } from "./tool.ts"

it("docs/fates.md is what `npx -y pnpm@12 run docs` makes of the fates", () =>
  expect(readFileSync(file, "utf8")).toBe(page()))

const pages = globSync(["*.md", "docs/**/*.md", "examples/*/*.md"], { cwd: root })

describe.each(pages)("%s", (name) => {
  const text = readFileSync(resolve(root, name), "utf8")
  const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#]+)/g)].map(([, link = ""]) => resolve(root, dirname(name), link))
  const paths = [...text.matchAll(/`((?:packages|docs|examples|\.ci)\/[\w./-]+)`/g)].map(([, path = ""]) =>
    resolve(root, path)
  )

  it("links to and names only files that exist", () =>
    expect([...links, ...paths].filter((path) => !existsSync(path))).toEqual([]))
})
