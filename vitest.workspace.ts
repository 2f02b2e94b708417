import { existsSync, readdirSync } from "node:fs"
import { configDefaults, defineConfig } from "vitest/config"

const faults = "test/faults/**/*.test.ts"
const live = "test/live/**/*.test.ts"

const project = (name: string, root: string, include: string) => ({
  test: {
    name,
    root,
    include: [include],
    exclude: [...configDefaults.exclude, faults, live],
    // Servers that a package's tests share are started once, by `setup` in test/servers.ts.
    globalSetup: existsSync(`${root}/test/servers.ts`) ? ["./test/servers.ts"] : [],
    // Test files share a process: to load the modules anew for each took as long as the tests.
    isolate: false,
    // Real databases start in hooks, properties run thousands of cases: slow machines get their time.
    testTimeout: 60_000,
    hookTimeout: 120_000
  }
})
/** How soon service is back says something only of a machine that does nothing else: these run after all others. */
const alone = (name: string, root: string, include: string) => {
  const { test } = project(name, root, include)
  return { test: { ...test, exclude: configDefaults.exclude, globalSetup: [], sequence: { groupOrder: 1 } } }
}
/**
 * Those of all packages that ask a real Hydra, Kratos or Keto share one Postgres, and one build of the three. They run last:
 * Offshoot waits for an upstream no longer than three seconds, however busy the machine is.
 */
const withOry = () => {
  const { test } = project("live", ".", `packages/*/${live}`)
  const globalSetup = ["./packages/ory-live/src/setup.ts"]
  return { test: { ...test, exclude: configDefaults.exclude, globalSetup, sequence: { groupOrder: 2 } } }
}
const packages = readdirSync("packages", { withFileTypes: true }).filter((entry) => entry.isDirectory())

export default defineConfig({
  test: {
    // Most tests wait for a database: two at once also on two cores.
    maxWorkers: 2,
    projects: [
      ...packages.map(({ name }) => project(name, `packages/${name}`, "test/**/*.test.ts")),
      withOry(),
      alone("faults", "packages/postgres", faults),
      project("examples", "examples", "**/*.test.ts"),
      project("house", ".ci", "*.test.ts")
    ],
    reporters: ["default", "./.ci/reporter.ts"]
  }
})
