import { readdirSync, readFileSync } from "node:fs"
import * as core from "@offshoot/core"
import { type Broken, type CheckOptions, check, hold, laws } from "@offshoot/testkit"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { memorySubject } from "./memory-subject.ts"

const wrong: typeof core = { ...core, freeName: (wanted) => Result.succeed(wanted) }
const free = laws.names.filter(({ name }) => name === "names.free")
const broken = async (options = {}): Promise<Broken> => {
  const [first] = (await check(free, wrong, options)).broken
  if (first === undefined) throw new Error("no law is broken")
  return first
}

describe("check", () => {
  it("reports every law once, with its statement and the number of cases that were tried", async () => {
    const report = await check(laws.activation, core, { cases: 10 })
    expect(report.outcomes.map(({ law, statement }) => [law, statement])).toEqual(
      laws.activation.map(({ name, statement }) => [name, statement])
    )
    expect(report.held.map(({ cases }) => cases)).toEqual(laws.activation.map(() => 10))
    expect(report.isHeld).toBe(true)
  })

  it("leads back to the counterexample of a broken law by its seed and path alone", async () => {
    const first = await broken()
    const again = await broken({ seed: first.seed, path: first.path })
    expect(again.counterexample).toEqual(first.counterexample)
  })

  it("tries the same cases in every run, and others with another seed", async () => {
    const tried = async (options: CheckOptions) => {
      const cases: Array<unknown> = []
      const freeName: typeof core.freeName = (wanted, taken) => {
        cases.push([wanted, taken])
        return core.freeName(wanted, taken)
      }
      await check(free, { ...core, freeName }, { ...options, cases: 10 })
      return cases
    }
    expect(await tried({})).toEqual(await tried({ seed: 1 }))
    expect(await tried({})).not.toEqual(await tried({ seed: 2 }))
  })

  it("tells in its text which law is broken, by what, and how to see it again", async () => {
    const report = await check(free, wrong)
    const { counterexample: _, path, problem, seed, statement } = await broken()
    for (const part of [statement, problem.message, "counterexample:", `seed: ${seed}, path: "${path}"`]) {
      expect(String(report)).toContain(part)
    }
    expect(report.isHeld).toBe(false)
  })

  it("reports a law as not checked if the subject lacks a hand, and names the hand", async () => {
    const { permissions, grant } = memorySubject()
    const report = await check(laws.permissions, { permissions, grant })
    expect(report.notChecked.map(({ law, missing }) => [law, missing])).toEqual([
      ["permissions.withdrawn", ["withdraw"]],
      ["permissions.fault", ["breakDown", "repair"]]
    ])
    expect(report.held.length).toBe(laws.permissions.length - 2)
  })

  it("takes a subject that is still being built", async () => {
    const report = await check(laws.shares, Promise.resolve(memorySubject()), { cases: 3 })
    expect(report.held.length).toBe(laws.shares.length)
  })
})

describe("hold", () => {
  const [law] = free
  if (law === undefined) throw new Error("there are no laws")

  it("resolves for a law that holds", async () => {
    await expect(hold(law, core)).resolves.toBeUndefined()
  })

  it("rejects for a law that is broken, with the report", async () => {
    await expect(hold(law, wrong)).rejects.toThrow(law.statement)
  })

  it("rejects for a law that cannot be checked: a test that tries nothing must not pass", async () => {
    const { shares } = memorySubject()
    const stored = laws.shares.filter(({ name }) => name === "shares.as-stored")
    for (const each of stored) await expect(hold(each, { shares })).rejects.toThrow("the subject lacks share")
    expect(stored.length).toBe(1)
  })
})

describe("The laws", () => {
  const all = Object.values(laws).flat()

  it("have names that no two of them share", () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  })

  it("state one sentence each", () => {
    for (const { statement } of all) expect(statement).toMatch(/^[A-Z].*[^.]$/u)
    expect(new Set(all.map(({ statement }) => statement)).size).toBe(all.length)
  })
  it("are each tried on a wrong implementation, which they have to reject", () => {
    const sources = readdirSync(import.meta.dirname)
      .filter((file) => /^broken-.*\.test\.ts$/.test(file))
      .map((file) => readFileSync(`${import.meta.dirname}/${file}`, "utf8"))
    const untried = all.filter(({ name }) => !sources.some((source) => source.includes(`law: "${name}"`)))
    const advice = "is tried on no wrong implementation: add one that it rejects to a file broken-*.test.ts"
    expect(untried.map(({ name }) => `${name} ${advice}`)).toEqual([])
  })
})
