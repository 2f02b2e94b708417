import {
  type CloneRequest,
  Fault,
  type IdempotencyKey,
  type OrganizationId,
  type ProjectId,
  type Task,
  Unavailable
} from "@offshoot/core"
import { arbitraries, type BreakablePort, breakablePort, type PortFault, type Source } from "@offshoot/testkit"
import { Effect, Result } from "effect"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { memorySubject } from "./memory-subject.ts"

describe("A port that a test can break", () => {
  const shelf = {
    find: (id: string): Effect.Effect<string, Unavailable> => Effect.succeed(`found ${id}`),
    keep: (id: string): Effect.Effect<string, Unavailable> => Effect.succeed(`kept ${id}`)
  }

  it("is the port that it was made from where nothing is planted, and again once it is repaired", () => {
    const { plant, port, repair } = breakablePort("shelf", shelf)
    assert.strictEqual(Effect.runSync(port.find("a")), "found a")
    plant("fault")
    repair()
    assert.strictEqual(Effect.runSync(port.find("b")), "found b")
  })

  it("fails where the plan says so, and tells whose operation it was", () => {
    const { plant, port } = breakablePort("shelf", shelf)
    plant((operation) => (operation === "keep" ? "unavailable" : undefined))
    assert.strictEqual(Effect.runSync(port.find("a")), "found a")
    assert.deepStrictEqual(
      Effect.runSync(Effect.flip(port.keep("a"))),
      new Unavailable({ dependency: "shelf", operation: "keep", outcome: "nothing stored" })
    )
  })
})

const source = arbitraries.source({ bound: false })
const fault = fc.option(fc.constantFrom<PortFault>("unavailable", "fault", "answer lost"), { nil: undefined })
/** What is wrong with permissions, shares and tasks while one request is made. */
const weather = fc.tuple(fault, fault, fault)
type Weather = typeof weather extends fc.Arbitrary<infer A> ? A : never

/** The core over ports that break, with a source in its store and somebody who may clone it. */
const makeStage = async (source: Source) => {
  const ports: Array<Pick<BreakablePort<object>, "repair"> & { readonly plant: (fault: PortFault) => void }> = []
  const subject = memorySubject((right) => {
    const permissions = breakablePort("permissions", right.permissions)
    const shares = breakablePort("shares", right.shares)
    const tasks = breakablePort("tasks", right.tasks)
    ports.push(permissions, shares, tasks)
    return { permissions: permissions.port, shares: shares.port, tasks: tasks.port }
  })
  const target = {
    organizationId: crypto.randomUUID() as OrganizationId,
    projectId: crypto.randomUUID() as ProjectId
  }
  const caller = { issuer: "https://issuer.example", subject: "s", kind: "user", scopes: [] } as const
  await Effect.runPromise(subject.put(source))
  await Effect.runPromise(subject.grant({ caller, target, permission: "createTask" }))
  return {
    request: { caller, target, shortId: source.share.shortId },
    names: () => Effect.runPromise(subject.names(target.projectId)),
    clone: (request: CloneRequest, weather: Weather) => {
      for (const [index, { plant, repair }] of ports.entries()) {
        const planted = weather[index]
        if (planted === undefined) repair()
        else plant(planted)
      }
      const clone = subject.service.clone(request) as Effect.Effect<Task, Unavailable | Fault>
      return Effect.runPromise(Effect.result(clone))
    }
  }
}

const fair: Weather = [undefined, undefined, undefined]

describe("A clone over ports that break", () => {
  it("is one task under the wanted name, if it has a key and is tried until it is answered", () =>
    fc.assert(
      fc.asyncProperty(source, fc.array(weather, { maxLength: 5 }), async (given, weathers) => {
        const { clone, names, request } = await makeStage(given)
        const keyed = { ...request, idempotencyKey: "once" as IdempotencyKey }
        const answers = []
        for (const weather of weathers) answers.push(await clone(keyed, weather))
        const last = Result.getOrThrow(await clone(keyed, fair))
        for (const answer of answers) {
          if (Result.isSuccess(answer)) assert.deepStrictEqual(answer.success, last)
          else assert.isTrue(answer.failure instanceof Unavailable || answer.failure instanceof Fault)
        }
        assert.deepStrictEqual([...(await names())], [given.task.name])
      })
    ))

  it("is stored if it is answered, and only then or if its outcome is unknown", () =>
    fc.assert(
      fc.asyncProperty(source, weather, async (given, weather) => {
        const { clone, names, request } = await makeStage(given)
        const answer = await clone(request, weather)
        const { size } = await names()
        if (Result.isSuccess(answer)) assert.strictEqual(size, 1)
        else if (answer.failure._tag === "Fault" || answer.failure.outcome === "nothing stored")
          assert.strictEqual(size, 0)
      })
    ))
})
