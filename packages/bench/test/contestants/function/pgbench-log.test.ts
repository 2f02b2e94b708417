import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type Moment, measure } from "../../../src/contestants/function/pgbench-log.ts"

// Two threads of pgbench; what ended from 1,785,000,010.5 s on and before 1,785,000,012.5 s is in the window.
const threads = {
  "log.4711": `0 1 90000 0 1785000010 499999
0 2 1000 0 1785000010 500000
0 3 2000 0 1785000011 7
0 4 4000 0 1785000012 499999
0 5 80000 0 1785000012 500000
`,
  "log.4711.1": `1 1 3000 0 1785000011 250000
1 2 70000 0 1785000013 0
`
}
const moment = (at: number, microseconds?: number): Moment => ({
  at,
  cpu: microseconds === undefined ? undefined : { app: microseconds, postgres: 10 * microseconds, client: 77 }
})

describe("what pgbench logged", () => {
  let folder = ""
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "offshoot-bench-"))
    for (const [file, text] of Object.entries(threads)) writeFileSync(join(folder, file), text)
    writeFileSync(join(folder, "script"), "select 1;\n")
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it("is measured between two moments, whichever thread logged it, with its latencies in milliseconds", () => {
    const measured = measure(folder, [moment(1785000010500), moment(1785000012500)], 1234)
    expect(measured).toEqual({ clonesPerSecond: 2, p50: 2, p99: 4, cpu: undefined, answered: 1234 })
  })

  it("has the processor time between the moments divided by its clones; pgbench is the contestant, not its client", () => {
    const { cpu } = measure(folder, [moment(1785000010500, 400), moment(1785000012500, 2400)], 7)
    expect(cpu).toEqual({ app: 500, postgres: 5000 })
  })

  it("is nothing where pgbench logged nothing yet", () => {
    for (const file of Object.keys(threads)) writeFileSync(join(folder, file), "")
    const measured = measure(folder, [moment(1785000010500, 0), moment(1785000012500, 0)], 0)
    expect(measured).toMatchObject({ clonesPerSecond: 0, p50: 0, p99: 0 })
  })

  it("is no measurement if pgbench ended before its window did", () =>
    expect(() => measure(folder, [moment(1785000010500)], 7)).toThrow("pgbench ended before it was measured"))
})
