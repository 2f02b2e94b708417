import {
  type Permission,
  Permissions,
  type Role,
  type Share,
  Shares,
  type Task,
  type TaskName,
  Tasks,
  Unavailable
} from "@offshoot/core"
import { MemoryStore, type Question, type Source } from "@offshoot/testkit"
import { Effect } from "effect"

/** The ports of a new store in memory, with every hand that the laws know. */
export const memorySubject = () =>
  Effect.runSync(
    Effect.gen(function* () {
      const store = yield* MemoryStore
      const permissions = yield* Permissions
      let isDown = false
      return {
        shares: yield* Shares,
        tasks: yield* Tasks,
        pieces: store.pieces,
        permissions: Permissions.of({ allows: (question) => (isDown ? down : permissions.allows(question)) }),
        put: (given: Task | Source) => {
          const { share, task } = "task" in given ? given : { share: undefined, task: given }
          return Effect.andThen(store.putTask(task), share === undefined ? Effect.void : store.putShare(share))
        },
        rename: ({ id, projectId }: Task, name: TaskName) => store.rename(projectId, id, name),
        remove: ({ id, projectId }: Task) => store.remove(projectId, id),
        revoke: (share: Share) => store.revoke(share),
        grant: ({ caller, permission, target }: Question) =>
          Effect.andThen(store.putProject(target), store.putRole(target.projectId, caller, roleWith(permission))),
        withdraw: ({ caller, target }: Question) => store.removeRole(target.projectId, caller),
        breakDown: () => {
          isDown = true
        },
        repair: () => {
          isDown = false
        }
      }
    }).pipe(Effect.provide(MemoryStore.layer, { local: true }))
  )

const roleWith = (permission: Permission): Role => (permission === "view" ? "viewer" : "editor")

const down = Effect.fail(new Unavailable({ dependency: "permissions", operation: "allows", outcome: "nothing stored" }))
