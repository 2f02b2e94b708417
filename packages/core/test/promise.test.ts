import { assert, describe, it } from "@effect/vitest"
import { Fiber, References } from "effect"
import {
  Fault,
  IdempotencyKey,
  NamesExhausted,
  PermissionDenied,
  ShareExpired,
  ShareNotFound,
  ShareRevoked,
  ShortId,
  type Task,
  TaskNotCloneable,
  TaskNotFound,
  Unavailable
} from "../src/index.ts"
import { type Cloner, type Host, makeCloner, placeWith } from "../src/promise.ts"
import { caller, sharedTask, shortId, target, uuid } from "./samples.ts"

const request = { caller, target, shortId }
const keyed = { ...request, idempotencyKey: IdempotencyKey.make("order-1") }

/** A host as small as can be: one share, and a map of tasks. */
const mapHost = (found = sharedTask()) => {
  const tasks = new Map<string, Task>()
  const live = (projectId: string) =>
    [...tasks.values()].filter((task) => task.projectId === projectId && task.deleted === null)
  const find: Host["tasks"]["find"] = (projectId, taskId) => live(projectId).find(({ id }) => id === taskId)
  const taken: Host["tasks"]["taken"] = (projectId) => new Set(live(projectId).map(({ name }) => name))
  const place = placeWith({
    find,
    taken,
    insert: (task) => {
      if (tasks.has(task.id)) return "exists"
      if (live(task.projectId).some(({ name }) => name === task.name)) return "taken"
      tasks.set(task.id, task)
      return "inserted"
    }
  })
  const host: Host = {
    permissions: {
      allows: ({ permission, target: { projectId } }) => permission === "createTask" && projectId === uuid(2)
    },
    shares: { find: (wanted) => (wanted === shortId ? found : undefined) },
    tasks: { find, taken, place }
  }
  return { host, tasks }
}

/** What a promise rejects with; a promise that is kept fails the test. */
const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => Promise.reject(new Error(`kept: ${JSON.stringify(value)}`)),
    (error: unknown) => error
  )
const both = ({ clone, preview }: Cloner, asked = request) => [rejection(clone(asked)), rejection(preview(asked))]

describe("a cloner over a map", () => {
  it("clones, each time under the next free name", async () => {
    const { host, tasks } = mapHost()
    const { clone } = makeCloner(host)
    const names = [(await clone(request)).name, (await clone(request)).name, (await clone(request)).name]
    assert.deepStrictEqual<ReadonlyArray<string>>(names, ["Greeting", "Greeting (2)", "Greeting (3)"])
    assert.strictEqual(tasks.size, 3)
  })

  it("answers the task that it stored: the pinned revision, live, with its origin", async () => {
    const { host, tasks } = mapHost()
    const task = await makeCloner(host).clone(request)
    assert.strictEqual(tasks.get(task.id), task)
    assert.strictEqual(task.clonedFromTaskRevisionId, uuid(22))
    assert.strictEqual(task.accessToken, null)
    assert.deepStrictEqual(task.activeRevisions, [{ taskRevisionId: task.revisions[0].id, weight: 1 }])
  })

  it("previews the name that a clone would get, and stores nothing", async () => {
    const { host, tasks } = mapHost()
    const { clone, preview } = makeCloner(host)
    assert.strictEqual((await preview(request)).name, "Greeting")
    assert.strictEqual(tasks.size, 0)
    await clone(request)
    assert.strictEqual((await preview(request)).name, "Greeting (2)")
    assert.strictEqual(tasks.size, 1)
  })

  it("answers one task for one key, however often and however much at once", async () => {
    const { host, tasks } = mapHost()
    const { clone } = makeCloner(host)
    const answers = await Promise.all(Array.from({ length: 5 }, () => clone(keyed)))
    answers.push(await clone(keyed))
    for (const answer of answers) assert.deepStrictEqual(answer, answers[0])
    assert.strictEqual(tasks.size, 1)
  })

  it("answers the same through promises as at once", async () => {
    const { host, tasks } = mapHost()
    const slow: Host = {
      permissions: { allows: async (question) => host.permissions.allows(question) },
      shares: { find: async (wanted) => host.shares.find(wanted) },
      tasks: {
        find: async (...ids) => host.tasks.find(...ids),
        taken: async (...names) => host.tasks.taken(...names),
        place: async (draft) => host.tasks.place(draft)
      },
      ids: { next: async () => uuid(77) },
      now: () => 42
    }
    const ids = { next: () => uuid(77) }
    const atOnce = await makeCloner({ ...mapHost().host, ids, now: () => 42 }).clone(request)
    assert.deepStrictEqual(await makeCloner(slow).clone(request), atOnce)
    assert.strictEqual(tasks.size, 1)
  })
})

describe("the same refusals reject", () => {
  const refusals = {
    "a caller without permission": [PermissionDenied, mapHost(), { target: { ...target, projectId: uuid(3) } }],
    "an unknown share": [ShareNotFound, mapHost(), { shortId: ShortId.make("other") }],
    "a revoked share": [ShareRevoked, mapHost(sharedTask({ active: false })), {}],
    "an expired share": [ShareExpired, mapHost(sharedTask({ expiresAt: 1 })), {}],
    "a share with bound references": [
      TaskNotCloneable,
      mapHost({ ...sharedTask(), revision: { ...sharedTask().revision, taskForwarderId: uuid(8) } }),
      {}
    ]
  } as const
  it.each(Object.entries(refusals))("%s", async (_, [Refusal, { host, tasks }, change]) => {
    for (const error of await Promise.all(both(makeCloner(host), { ...request, ...change } as typeof request))) {
      assert.isTrue(error instanceof Refusal)
      assert.strictEqual((error as { _tag: string })._tag, Refusal.name)
    }
    assert.strictEqual(tasks.size, 0)
  })

  it("a place that throws NamesExhausted or TaskNotFound", async () => {
    const { host } = mapHost()
    for (const refusal of [
      new NamesExhausted({ name: "Greeting" }),
      new TaskNotFound({ taskId: sharedTask().task.id })
    ]) {
      const refusing: Host = { ...host, tasks: { ...host.tasks, place: () => Promise.reject(refusal) } }
      assert.strictEqual(await rejection(makeCloner(refusing).clone(request)), refusal)
    }
  })

  it("a key whose task was deleted since is TaskNotFound", async () => {
    const { host, tasks } = mapHost()
    const { clone } = makeCloner(host)
    const task = await clone(keyed)
    tasks.set(task.id, { ...task, deleted: 5 })
    const error = await rejection(clone(keyed))
    assert.isTrue(error instanceof TaskNotFound && error.taskId === task.id)
  })

  it("a key whose share was revoked since is answered all the same", async () => {
    const { host } = mapHost()
    const task = await makeCloner(host).clone(keyed)
    const revoked: Host = { ...host, shares: { find: () => sharedTask({ active: false }) } }
    assert.deepStrictEqual(await makeCloner(revoked).clone(keyed), task)
    assert.instanceOf(await rejection(makeCloner(revoked).clone(request)), ShareRevoked)
  })
})

describe("what a host throws", () => {
  const down = new Unavailable({ dependency: "disk", operation: "read", outcome: "nothing stored" })
  const wrong = new Fault({ dependency: "disk", operation: "mount", cause: "no such disk" })
  const cause = new TypeError("undefined is not a function")
  const throwing = (error: unknown): Record<string, Host> => {
    const { host } = mapHost()
    const fail = () => {
      throw error
    }
    return {
      "permissions.allows": { ...host, permissions: { allows: fail } },
      "shares.find": { ...host, shares: { find: fail } },
      "tasks.place": { ...host, tasks: { ...host.tasks, place: fail } },
      "tasks.find": { ...host, shares: { find: () => undefined }, tasks: { ...host.tasks, find: fail } },
      "ids.next": { ...host, ids: { next: fail } }
    }
  }
  const operations = Object.keys(throwing(cause))

  it.each(operations)("%s throws Unavailable or Fault: it stays that", async (operation) => {
    for (const error of [down, wrong]) {
      const host = throwing(error)[operation]
      assert.isDefined(host)
      if (host !== undefined) assert.strictEqual(await rejection(makeCloner(host).clone(keyed)), error)
    }
  })

  it.each(operations)("%s throws anything else: a Fault that names it, with its cause", async (operation) => {
    const host = throwing(cause)[operation]
    assert.isDefined(host)
    if (host === undefined) return
    const error = await rejection(makeCloner(host).clone(keyed))
    assert.instanceOf(error, Fault)
    if (!(error instanceof Fault)) return
    assert.strictEqual(`${error.dependency}.${error.operation}`, operation)
    assert.strictEqual(error.cause, cause)
  })

  it("taken rejects: a preview is a Fault, and so is a place made with it", async () => {
    const { host } = mapHost()
    const taken = () => Promise.reject(cause)
    const place = placeWith({ find: host.tasks.find, taken, insert: () => "inserted" })
    const broken = makeCloner({ ...host, tasks: { ...host.tasks, taken, place } })
    for (const error of await Promise.all(both(broken))) {
      assert.isTrue(error instanceof Fault && error.operation === "taken" && error.cause === cause)
    }
  })
})

describe("placeWith", () => {
  it("picks again when the name was lost, and gives up with Unavailable after eight tries", async () => {
    const { host } = mapHost()
    let tries = 0
    const place = placeWith({
      find: host.tasks.find,
      taken: () => new Set<string>(),
      insert: () => (++tries < 3 ? "taken" : "inserted")
    })
    assert.strictEqual((await makeCloner({ ...host, tasks: { ...host.tasks, place } }).clone(request)).name, "Greeting")
    assert.strictEqual(tries, 3)

    tries = -100
    const error = await rejection(makeCloner({ ...host, tasks: { ...host.tasks, place } }).clone(request))
    assert.instanceOf(error, Unavailable)
    assert.strictEqual(tries, -92)
  })
})

it("every step of a host runs without tracing: nobody could see it", async () => {
  const { host } = mapHost()
  const traced: Array<unknown> = []
  const look = () => traced.push(Fiber.getCurrent()?.getRef(References.TracerEnabled))
  const find: Host["shares"]["find"] = (wanted) => {
    look()
    return host.shares.find(wanted)
  }
  const taken = () => {
    look()
    return new Set<string>()
  }
  const place = placeWith({ find: host.tasks.find, taken, insert: () => "inserted" })
  await makeCloner({ ...host, shares: { find }, tasks: { ...host.tasks, place } }).clone(request)
  assert.deepStrictEqual(traced, [false, false])
})

describe("time and ids", () => {
  it("come from the host where it gives them", async () => {
    const { host } = mapHost(sharedTask({ expiresAt: 5000 }))
    let now = 4999
    let drawn = 40
    const ids = { next: () => uuid(++drawn) }
    const { clone } = makeCloner({ ...host, ids, now: () => now })
    const task = await clone(request)
    assert.deepStrictEqual([task.id, task.revisions[0].id], [uuid(41), uuid(42)])
    assert.deepStrictEqual([task.created, task.revisions[0].created], [4999, 4999])
    now = 5000
    assert.instanceOf(await rejection(clone(request)), ShareExpired)
  })

  it("come from the platform where it gives none", async () => {
    const { clone } = makeCloner(mapHost().host)
    const before = Date.now()
    const task = await clone(request)
    assert.isTrue(before <= task.created && task.created <= Date.now())
    assert.match(task.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    assert.notStrictEqual((await clone(request)).id, task.id)
  })
})
