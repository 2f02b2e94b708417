import { existsSync, readdirSync } from "node:fs"
import { defineConfig } from "vitest/config"

const project = (name: string, root: string, include: string) => ({
  test: {
    name,
    root,
    include: [include],
    // Servers that a package's tests share are started once, by `setup` in test/servers.ts.
    globalSetup: existsSync(`${root}/test/servers.ts`) ? ["./test/servers.ts"] : [],
    // Test files share a process: to load the modules anew for each took as long as the tests.
    isolate: false,
    // Real databases start in hooks, properties run thousands of cases: slow machines get their time.
    testTimeout: 60_000,
    hookTimeout: 120_000
  }
})
const packages = readdirSync("packages", { withFileTypes: true }).filter((entry) => entry.isDirectory())

export default defineConfig({
  test: {
    // Most tests wait for a database: two at once also on two cores.
    maxWorkers: 2,
    projects: [
      ...packages.map(({ name }) => project(name, `packages/${name}`, "test/**/*.test.ts")),
      project("examples", "examples", "**/*.test.ts"),
      project("house", ".ci", "*.test.ts")
    ],
    reporters: ["default", "./.ci/reporter.ts"]
  }
})
