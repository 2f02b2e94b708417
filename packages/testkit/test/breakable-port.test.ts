import {
  type CloneRequest,
  Fault,
  type IdempotencyKey,
  NamesExhausted,
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

/** A port that writes, as a class: its operations are on its prototype. */
class Shelf {
  readonly kept: Array<string> = []
  keep(id: string): Effect.Effect<number, NamesExhausted | Unavailable | Fault> {
    return Effect.suspend(() =>
      id === "" ? Effect.fail(new NamesExhausted({ name: id })) : Effect.succeed(this.kept.push(id))
    )
  }
  count(): Effect.Effect<number, Unavailable | Fault> {
    return Effect.sync(() => this.kept.length)
  }
}

describe("A port that a test can break", () => {
  const about = { dependency: "shelf", operation: "keep" } as const
  const lost = new Unavailable({ ...about, outcome: "unknown" })

  it("is the port that it was made from where nothing is planted, and again once it is repaired", () => {
    const { plant, port, repair } = breakablePort("shelf", new Shelf())
    assert.strictEqual(Effect.runSync(port.keep("a")), 1)
    plant("fault")
    repair()
    assert.strictEqual(Effect.runSync(port.keep("b")), 2)
  })

  it("may be frozen, and keeps its operations when it is spread", () => {
    const count = (): Effect.Effect<number, Unavailable | Fault> => Effect.succeed(7)
    const { plant, port } = breakablePort("shelf", Object.freeze({ count }))
    assert.strictEqual(Effect.runSync(port.count()), 7)
    plant("fault")
    assert.strictEqual(Effect.runSync(Effect.flip({ ...port }.count()))._tag, "Fault")
  })

  it.each<[PortFault, number, unknown]>([
    ["unavailable", 0, new Unavailable({ ...about, outcome: "nothing stored" })],
    ["fault", 0, new Fault({ ...about, cause: new Error("planted by a test") })],
    ["answer lost", 1, lost]
  ])("that is planted %s does %i of one thing, and fails", (fault, done, error) => {
    const shelf = new Shelf()
    const { plant, port } = breakablePort("shelf", shelf)
    plant(fault)
    assert.deepStrictEqual(Effect.runSync(Effect.flip(port.keep("a"))), error)
    assert.strictEqual(shelf.kept.length, done)
  })

  it("loses a refusal as well as an answer", () => {
    const { plant, port } = breakablePort("shelf", new Shelf())
    plant("answer lost")
    assert.deepStrictEqual(Effect.runSync(Effect.flip(port.keep(""))), lost)
  })

  it("is not made of operations whose callers expect no such failure", () => {
    // @ts-expect-error: it can be no Fault
    breakablePort("shelf", { count: (): Effect.Effect<number, Unavailable> => Effect.succeed(0) })
  })

  it("fails only where the plan says so", () => {
    const { plant, port } = breakablePort("shelf", new Shelf())
    plant((operation) => (operation === "keep" ? "unavailable" : undefined))
    assert.strictEqual(Effect.runSync(port.count()), 0)
    assert.strictEqual(Effect.runSync(Effect.flip(port.keep("a")))._tag, "Unavailable")
  })
})

const source = arbitraries.source({ bound: false })
const fault = (...faults: ReadonlyArray<PortFault>) => fc.option(fc.constantFrom(...faults), { nil: undefined })
/** What is wrong with permissions, shares and tasks while one request is made. */
const weather = fc.tuple(
  fault("unavailable", "fault"),
  fault("unavailable", "fault"),
  fault("unavailable", "fault", "answer lost")
)
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
  await Effect.runPromise(subject.share(source))
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
        assert.deepStrictEqual(await names(), [given.task.name])
      })
    ))

  it("is stored if it is answered, and only then or if its outcome is unknown", () =>
    fc.assert(
      fc.asyncProperty(source, weather, async (given, weather) => {
        const { clone, names, request } = await makeStage(given)
        const answer = await clone(request, weather)
        const { length } = await names()
        if (Result.isSuccess(answer)) assert.strictEqual(length, 1)
        else if (answer.failure._tag === "Fault" || answer.failure.outcome === "nothing stored")
          assert.strictEqual(length, 0)
      })
    ))
})
