import { Ids, Models, Permissions, ShareCollection, Shares, Tags, TaskCollection, Tasks } from "@offshoot/core"
import { coreService, hold, type Law, laws } from "@offshoot/testkit"
import { Context, Effect, Layer, ManagedRuntime } from "effect"
import { SqlClient } from "effect/sql"
import { afterAll, describe, it } from "vitest"
import { databases } from "./databases.ts"
import { hands, layerPorts } from "./hands.ts"

/** The adapters under test, with every hand that the laws know. */
const subject = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const ports = yield* Effect.context<Permissions | Shares | Tasks>()
  const tasks = Context.get(ports, Tasks)
  return {
    ...(yield* hands),
    permissions: Context.get(ports, Permissions),
    taskCollection: yield* TaskCollection,
    shareCollection: yield* ShareCollection,
    tags: yield* Tags,
    models: yield* Models,
    shares: Context.get(ports, Shares),
    tasks,
    service: coreService(Context.add(ports, Ids, Ids.webCrypto)),
    find: tasks.find,
    breakDown: () => sql`alter table offshoot.roles rename to roles_elsewhere`,
    repair: () => sql`alter table offshoot.roles_elsewhere rename to roles`
  }
})

/** All cases where there is time for them. */
const part = process.env["CI"] === undefined ? 1 / 4 : 1

/** Place is no composition of pieces here. */
const tasksLaws = laws.tasks.filter(({ hands }) => !hands.includes("pieces"))

describe.each(databases)("the adapters on %s", (_, layerDatabase) => {
  const runtime = ManagedRuntime.make(layerPorts.pipe(Layer.provideMerge(layerDatabase)))
  afterAll(() => runtime.dispose())
  const held = <Subject extends Effect.Success<typeof subject>>(group: ReadonlyArray<Law<Subject>>) => {
    for (const law of group) {
      it(`${law.name}: ${law.statement}`, async () =>
        hold(law, (await runtime.runPromise(subject)) as Subject, { cases: Math.ceil(law.cases * part) }))
    }
  }
  held(tasksLaws)
  held(laws.shares)
  held(laws.permissions)
  held(laws.service)
  held(laws.taskCollection)
  held(laws.shareCollection)
  held(laws.tags)
  held(laws.models)
})
