import { existsSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { basename, dirname, relative, resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { file, page } from "./fates-table.ts"
import { inScratch, root, run } from "./tool.ts"

it("docs/fates.md is what `npx -y pnpm@12 run docs` makes of the fates", () =>
  expect(readFileSync(file, "utf8")).toBe(page()))

const pages = globSync(["*.md", "docs/**/*.md", "packages/*/*.md", "examples/*/*.md"], { cwd: root })
const read = (name: string) => readFileSync(resolve(root, name), "utf8")

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (name: string) =>
  [...read(name).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, "")
      .replaceAll(" ", "-")
  )

describe.each(pages)("%s", (name) => {
  const text = read(name)
  const links = [...text.matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]+))?/g)].map(([, path = "", anchor]) => ({
    path: path === "" ? resolve(root, name) : resolve(root, dirname(name), path),
    anchor
  }))
  const paths = [...text.matchAll(/`((?:packages|docs|examples|\.ci)\/[\w./-]+)`/g)].map(([, path = ""]) =>
    resolve(root, path)
  )

  it("links to and names only files that exist", () =>
    expect([...links.map(({ path }) => path), ...paths].filter((path) => !existsSync(path))).toEqual([]))
  it("links only to headings that exist", () =>
    expect(
      links.filter(
        ({ anchor, path }) =>
          anchor !== undefined && existsSync(path) && !anchorsOf(relative(root, path)).includes(anchor)
      )
    ).toEqual([]))
})

const programs = pages.flatMap((name) =>
  [...read(name).matchAll(/^```ts\n(.+?)^```$/gms)].map(([, source = ""], index) => ({
    file: `${name.replaceAll(/[\\/]/g, "-")}-${index + 1}.ts`,
    source
  }))
)

it("each block of TypeScript on a page is a program that compiles", async () => {
  const { exitCode, output } = await inScratch((tree) => {
    const modules = resolve(tree, "node_modules")
    mkdirSync(resolve(modules, "@offshoot"), { recursive: true })
    for (const manifest of globSync("packages/*/package.json", { cwd: root })) {
      const folder = resolve(root, dirname(manifest))
      symlinkSync(folder, resolve(modules, "@offshoot", basename(folder)), "junction")
    }
    // The drivers that a host brings along.
    symlinkSync(resolve(root, "packages/server/node_modules/@effect"), resolve(modules, "@effect"), "junction")
    const compilerOptions = { noUnusedLocals: false }
    writeFileSync(
      resolve(tree, "tsconfig.json"),
      JSON.stringify({ extends: "../../tsconfig.json", compilerOptions, include: ["*.ts"] })
    )
    for (const { file, source } of programs) writeFileSync(resolve(tree, file), source)
    return run("tsc -p .", tree)
  })
  expect(programs.length).toBeGreaterThan(0)
  expect(exitCode, output).toBe(0)
})
