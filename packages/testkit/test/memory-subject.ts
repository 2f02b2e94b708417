import {
  family,
  Ids,
  type Permission,
  Permissions,
  type ProjectId,
  type Role,
  type Share,
  Shares,
  type Task,
  type TaskName,
  Tasks
} from "@offshoot/core"
import { breakablePort, coreService, MemoryStore, type Question, type Source } from "@offshoot/testkit"
import { Context, Effect } from "effect"

/** The ports that a clone needs. */
export interface Ports {
  readonly permissions: Permissions["Service"]
  readonly shares: Shares["Service"]
  readonly tasks: Tasks["Service"]
}

/** A new store in memory, some of its ports replaced, with the service over them and every hand that the laws know. */
export const memorySubject = (replace: (ports: Ports) => Partial<Ports> = () => ({})) =>
  Effect.runSync(Effect.provide(subject(replace), MemoryStore.layer, { local: true }))

/** Makes such subjects, for wrong implementations: each test has its own. */
export const replacing = (replace: (ports: Ports) => Partial<Ports>) => () => memorySubject(replace)

const subject = Effect.fnUntraced(function* (replace: (ports: Ports) => Partial<Ports>) {
  const store = yield* MemoryStore
  const permissions = breakablePort("permissions", yield* Permissions)
  const right = { shares: yield* Shares, tasks: yield* Tasks, permissions: permissions.port }
  const ports: Ports = { ...right, ...replace(right) }
  const context = Context.make(Permissions, ports.permissions).pipe(
    Context.add(Shares, ports.shares),
    Context.add(Tasks, ports.tasks),
    Context.add(Ids, Ids.webCrypto)
  )
  return {
    ...ports,
    service: coreService(context),
    pieces: store.pieces,
    find: right.tasks.find,
    names: (projectId: ProjectId) => right.tasks.taken(projectId, family("any" as TaskName)),
    put: (given: Task | Source) =>
      "share" in given ? Effect.andThen(store.putTask(given.task), store.putShare(given.share)) : store.putTask(given),
    rename: ({ id, projectId }: Pick<Task, "id" | "projectId">, name: TaskName) => store.rename(projectId, id, name),
    remove: ({ id, projectId }: Pick<Task, "id" | "projectId">) => store.remove(projectId, id),
    revoke: (share: Share) => store.revoke(share),
    grant: ({ caller, permission, target }: Question) =>
      Effect.andThen(store.putProject(target), store.putRole(target.projectId, caller, roleWith(permission))),
    withdraw: ({ caller, target }: Question) => store.removeRole(target.projectId, caller),
    breakDown: () => permissions.plant("unavailable"),
    repair: permissions.repair
  }
})

const roleWith = (permission: Permission): Role => (permission === "view" ? "viewer" : "editor")
