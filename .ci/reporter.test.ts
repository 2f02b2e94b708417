import { writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { inScratch, run } from "./tool.ts"

const imports = `import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { it as effect } from "@effect/vitest"
import { Context, Effect, Layer } from "effect"
`
const suites = {
  green: `it("a", () => {})\nit("b", () => {})`,
  red: `it("a", () => {})\nit("b", () => expect(1).toBe(2))`,
  skipped: `it("a", () => {})\nit.skip("b", () => {})`,
  nested: `describe("d", () => { describe("e", () => { it("a", () => expect(1).toBe(2)) }) })`,
  broken: `throw new Error("while collecting")`,
  unresolved: `import "./nowhere.ts"`,
  empty: ``,
  hook: `describe("d", () => { beforeAll(() => { throw new Error("hook") })\nit("a", () => {})\nit("b", () => {}) })`,
  teardown: `describe("d", () => { afterAll(() => { throw new Error("hook") })\nit("a", () => {}) })`,
  layer: `effect.layer(Layer.effectDiscard(Effect.fail("down")))("l", (it) => { it.effect("a", () => Effect.void) })`,
  setup: `export const setup = () => { throw new Error("no server") }\nit("a", () => {})`,
  hasty: `it("a", () => expect(1).toBe(2))`,
  stray: `it("a", () => { Promise.reject(new Error("stray")) })`
}

describe("the last line counts what passed and what failed", () => {
  const counts: ReadonlyArray<readonly [ReadonlyArray<keyof typeof suites>, string]> = [
    [["green"], "2 passed, 0 failed"],
    [["skipped"], "1 passed, 0 failed, 1 skipped"],
    [["green", "red", "nested"], "3 passed, 2 failed"],
    [["broken", "green"], "2 passed, 1 failed"],
    [["unresolved", "empty"], "0 passed, 2 failed"],
    [["hook"], "0 passed, 1 failed, 2 skipped"],
    [["teardown"], "1 passed, 1 failed"],
    [["layer", "green"], "2 passed, 1 failed, 1 skipped"],
    [["stray"], "1 passed, 1 failed"],
    [["setup"], "0 passed, 1 failed"],
    [["hasty"], "0 passed, 1 failed"],
    [["hasty", "setup"], "0 passed, 1 failed"]
  ]
  it.each(counts)("%j: %s", async (names, line) => {
    const { exitCode, output, stdout } = await inScratch((tree) => {
      const setup = names.flatMap((name) =>
        name === "setup" ? ["./setup.test.ts"] : name === "hasty" ? ["./hasty.ts"] : []
      )
      const write = (file: string, text: string) => writeFileSync(resolve(tree, file), text)
      write(
        "config.ts",
        `export default { test: { reporters: ["default", "../../.ci/reporter.ts"], globalSetup: ${JSON.stringify(setup)} } }`
      )
      write("hasty.ts", `export const setup = () => void process.on("beforeExit", () => process.exit(0))`)
      for (const name of names) write(`${name}.test.ts`, imports + suites[name])
      return run("vitest run --config config.ts", tree)
    })
    expect(stdout.trimEnd().split("\n").at(-1), output).toBe(line)
    expect(exitCode === 0, output).toBe(line.includes(" 0 failed"))
  })
})
