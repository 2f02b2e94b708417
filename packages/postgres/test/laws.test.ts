import {
  Ids,
  Models,
  type Permission,
  Permissions,
  type ProjectId,
  ShareCollection,
  Shares,
  Tags,
  type Task,
  TaskCollection,
  type TaskName,
  Tasks
} from "@offshoot/core"
import { Administration } from "@offshoot/postgres"
import { coreService, hold, type Law, laws, type Question, type Source } from "@offshoot/testkit"
import { Context, Effect, Layer, ManagedRuntime } from "effect"
import { SqlClient } from "effect/sql"
import { afterAll, describe, it } from "vitest"
import { databases } from "./databases.ts"
import { hands, layerPorts } from "./hands.ts"

/** The adapters under test, with every hand that the laws know. */
const subject = Effect.gen(function* () {
  const { putShare, putTask, remove, rename, revoke } = yield* hands
  const sql = yield* SqlClient.SqlClient
  const administration = yield* Administration
  const ports = yield* Effect.context<Permissions | Shares | Tasks>()
  const tasks = Context.get(ports, Tasks)
  return {
    permissions: Context.get(ports, Permissions),
    taskCollection: yield* TaskCollection,
    shareCollection: yield* ShareCollection,
    tags: yield* Tags,
    models: yield* Models,
    putTag: administration.addTag,
    putModel: administration.addModel,
    shares: Context.get(ports, Shares),
    tasks,
    service: coreService(Context.add(ports, Ids, Ids.webCrypto)),
    find: tasks.find,
    names: (projectId: ProjectId) =>
      Effect.map(
        sql<{ readonly name: string }>`
          select name from offshoot.tasks where project_id = ${projectId}::uuid and deleted is null`,
        (rows) => rows.map(({ name }) => name)
      ),
    put: (given: Task | Source) =>
      "share" in given ? Effect.andThen(putTask(given.task), putShare(given.share)) : putTask(given),
    rename: ({ id, projectId }: Pick<Task, "id" | "projectId">, name: TaskName) => rename(projectId, id, name),
    remove: ({ id, projectId }: Pick<Task, "id" | "projectId">) => remove(projectId, id),
    revoke,
    grant: ({ caller, permission, target }: Question) =>
      Effect.andThen(
        administration.addProject(target),
        administration.grantRole(target.projectId, caller, roleWith(permission))
      ),
    withdraw: ({ caller, permission, target }: Question) =>
      administration.revokeRole(target.projectId, caller, roleWith(permission)),
    breakDown: () => sql`alter table offshoot.roles rename to roles_elsewhere`,
    repair: () => sql`alter table offshoot.roles_elsewhere rename to roles`
  }
})

const roleWith = (permission: Permission) => (permission === "view" ? "viewer" : "editor")

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
