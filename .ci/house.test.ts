import { expect, it } from "vitest"
import { script } from "./tool.ts"

const holds = async (name: string) => {
  const { exitCode, output } = await script(name)
  expect(exitCode, output).toBe(0)
}

it("every source, test, example and configuration has sound types", () => holds("types"))
it("every file is formatted and lint-free", () => holds("lint"))
it("imports follow the arrows between the rooms", () => holds("imports"))
