import { existsSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { cpuTime } from "../../src/processes/cpu-time.ts"

const postgres = process.ppid

describe.skipIf(!existsSync("/proc/self/stat"))("the processor time", () => {
  it("has this process as the client of others", () =>
    expect(cpuTime({ app: [process.ppid], postgres })?.client).toBeGreaterThan(0))

  it("counts this process once where it is the contestant", () => {
    const time = cpuTime({ app: [process.pid], postgres })
    expect(time?.app).toBeGreaterThan(0)
    expect(time).not.toHaveProperty("client")
  })
})
