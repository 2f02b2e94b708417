import { OrganizationId, type Permission, ProjectId } from "@offshoot/core"
import { type StandInKeto, startStandInKeto } from "@offshoot/testkit/keto"
import { Effect } from "effect"
import * as fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { KetoPermissions } from "../../src/index.ts"
import { issuer, settingsFor } from "./settings.ts"
import { stored } from "./stored.ts"

const id = (end: number) => `0198a0de-0000-7000-8000-00000000000${end}`
const project = fc.constantFrom(id(1), id(2))
const organization = fc.constantFrom(id(3), id(4))
const subject = fc.constantFrom("ann", "bob")
const kind = fc.constantFrom("user" as const, "client" as const)
const person = fc.record({ kind, subject }).map((who) => `${who.kind === "user" ? "User" : "Client"}:${who.subject}`)

const join = (parts: readonly [string, string, string]) => `${parts[0]}#${parts[1]}@${parts[2]}`
const projects = project.map((object) => `Project:${object}`)
const organizations = organization.map((object) => `Organization:${object}`)
const tuples = fc.uniqueArray(
  fc.oneof(
    fc.tuple(projects, fc.constant("organization"), organizations).map(join),
    fc.tuple(projects, fc.constantFrom("editors", "viewers"), person).map(join),
    fc.tuple(organizations, fc.constantFrom("admins", "members"), person).map(join)
  ),
  { maxLength: 8 }
)
const question = fc.record({
  caller: fc.record({ issuer: fc.constant(issuer), kind, subject, scopes: fc.constant([]) }),
  permission: fc.constantFrom<Permission>("view", "edit", "createTask"),
  target: fc.record({
    organizationId: organization.map((text) => OrganizationId.make(text)),
    projectId: project.map((text) => ProjectId.make(text))
  })
})

describe("for any tuples and any question", () => {
  let keto: StandInKeto
  beforeAll(async () => {
    keto = await startStandInKeto()
  })
  afterAll(() => keto.stop())

  it("a batch answers what single checks answer: what the OPL file says", () => {
    const { insert, remove } = stored(keto.writeUrl)
    const asked = (maxBatch: number) => KetoPermissions.make(settingsFor(keto.readUrl, { maxBatch })).allows
    let permitted = 0
    return fc
      .assert(
        fc.asyncProperty(tuples, fc.array(question, { minLength: 1, maxLength: 6 }), async (given, questions) => {
          await insert(given)
          try {
            for (const each of questions) {
              const expected = isPermitted(given, each)
              if (expected) permitted++
              expect(await Effect.runPromise(asked(10)(each))).toBe(expected)
              expect(await Effect.runPromise(asked(1)(each))).toBe(expected)
            }
          } finally {
            await remove(given)
          }
        }),
        { seed: 1, numRuns: 150 }
      )
      .then(() => expect(permitted).toBeGreaterThan(20))
  })
})

/** The same, told without Keto. */
const isPermitted = (
  given: ReadonlyArray<string>,
  { caller, permission, target }: typeof question extends fc.Arbitrary<infer Q> ? Q : never
) => {
  const who = `${caller.kind === "user" ? "User" : "Client"}:${caller.subject}`
  const home = `Project:${target.projectId}`
  const isOf = (of: string) => given.includes(`${home}#organization@Organization:${of}`)
  const has = (...relations: ReadonlyArray<string>) =>
    relations.some((relation) => given.includes(`${relation}@${who}`))
  const owners = [id(3), id(4)].filter(isOf).map((of) => `Organization:${of}`)
  const isEditor = has(`${home}#editors`, ...owners.map((owner) => `${owner}#admins`))
  const isViewer = isEditor || has(`${home}#viewers`, ...owners.map((owner) => `${owner}#members`))
  return isOf(target.organizationId) && (permission === "view" ? isViewer : isEditor)
}
