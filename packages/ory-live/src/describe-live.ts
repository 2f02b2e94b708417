import { describe, inject, it } from "vitest"

/** Tests with real services: where those are not to be had, they are shown as skipped. */
export const describeLive = (title: string, tests: () => Promise<void>): void => {
  const isSkipped = inject("oryStage") === undefined
  describe.skipIf(isSkipped)(title, isSkipped ? () => it("runs with npx -y pnpm@12 test:ory", () => {}) : tests)
}
