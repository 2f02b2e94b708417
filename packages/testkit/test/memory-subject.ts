import { Ids, Permissions, Shares, Tasks } from "@offshoot/core"
import { breakablePort, coreService, MemoryStore } from "@offshoot/testkit"
import { Context, Effect } from "effect"

/** The ports that a clone needs. */
export interface Ports {
  readonly permissions: Permissions["Service"]
  readonly shares: Shares["Service"]
  readonly tasks: Tasks["Service"]
}

/** The ports of a store in memory, and the hand that writes past them. */
export interface RightPorts extends Ports, Pick<MemoryStore["Service"], "put"> {}

/** A new store in memory, some of its ports replaced, with the service over them and every hand that the laws know. */
export const memorySubject = (replace: (right: RightPorts) => Partial<Ports> = () => ({})) =>
  Effect.runSync(Effect.provide(subject(replace), MemoryStore.layer, { local: true }))

/** Makes such subjects, for wrong implementations: each test has its own. */
export const replacing = (replace: (right: RightPorts) => Partial<Ports>) => () => memorySubject(replace)

const subject = Effect.fnUntraced(function* (replace: (right: RightPorts) => Partial<Ports>) {
  const store = yield* MemoryStore
  const permissions = breakablePort("permissions", yield* Permissions)
  const right = { shares: yield* Shares, tasks: yield* Tasks, permissions: permissions.port }
  const ports: Ports = { ...right, ...replace({ ...right, put: store.put }) }
  const context = Context.make(Permissions, ports.permissions).pipe(
    Context.add(Shares, ports.shares),
    Context.add(Tasks, ports.tasks),
    Context.add(Ids, Ids.webCrypto)
  )
  return {
    ...store,
    ...ports,
    service: coreService(context),
    breakDown: () => permissions.plant("unavailable"),
    repair: permissions.repair
  }
})
