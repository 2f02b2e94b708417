import { Clock, Context, Effect, identity, Option, References } from "effect"
import { Fault, NamesExhausted, TaskNotFound, Unavailable } from "./domain/errors.ts"
import type { Task } from "./domain/task.ts"
import type { Timestamp } from "./domain/timestamp.ts"
import { Ids } from "./ports/ids.ts"
import { Permissions } from "./ports/permissions.ts"
import * as Place from "./ports/place-with.ts"
import { Shares } from "./ports/shares.ts"
import { Tasks } from "./ports/tasks.ts"
import { cloneSharedTask } from "./use-cases/clone-shared-task.ts"
import type { CloneRequest } from "./use-cases/plan-from-share.ts"
import { previewClone } from "./use-cases/preview-clone.ts"

/**
 * A port of the core in promises: an Effect becomes a Promise (or a plain value), what can be absent becomes `undefined`.
 * An operation may throw or reject with `Unavailable`, or with any other error the Effect form has; whatever else it
 * throws is a `Fault`.
 */
export type Promised<Port> = { readonly [Operation in keyof Port]: PromisedOperation<Port[Operation]> }

type PromisedOperation<Operation> = Operation extends (...args: infer Args) => Effect.Effect<infer Answer, infer _E>
  ? (...args: Args) => Plain<Answer> | Promise<Plain<Answer>>
  : Operation extends Effect.Effect<infer Answer>
    ? () => Plain<Answer> | Promise<Plain<Answer>>
    : never

type Plain<Answer> = [Answer] extends [Option.Option<infer Value>] ? Value | undefined : Answer

/** What a host brings; `ids` and `now` (milliseconds since 1970) have defaults. */
export interface Host {
  readonly permissions: Promised<Permissions["Service"]>
  readonly shares: Promised<Shares["Service"]>
  readonly tasks: Promised<Tasks["Service"]>
  readonly ids?: Pick<Promised<Ids["Service"]>, "next">
  readonly now?: () => Timestamp
}

export interface Cloner {
  /** {@link cloneSharedTask}; rejects with the same tagged errors. */
  readonly clone: (request: CloneRequest) => Promise<Task>
  /** {@link previewClone}; rejects with the same tagged errors. */
  readonly preview: (request: CloneRequest) => Promise<Task>
}

/**
 * The clone and its preview for a host without Effect.
 *
 * @example
 * const { clone } = makeCloner({ permissions, shares, tasks })
 * const task = await clone({ caller, target, shortId })
 */
export const makeCloner = (host: Host): Cloner => {
  const ports = Context.make(Permissions, {
    allows: (question) => ask("permissions", "allows", () => host.permissions.allows(question))
  }).pipe(
    Context.add(Shares, { find: (shortId) => askOption("shares", "find", () => host.shares.find(shortId)) }),
    Context.add(Tasks, {
      find: (projectId, taskId) => askOption("tasks", "find", () => host.tasks.find(projectId, taskId)),
      taken: (projectId, family) => ask("tasks", "taken", () => host.tasks.taken(projectId, family)),
      place: (draft) => ask("tasks", "place", () => host.tasks.place(draft), [NamesExhausted, TaskNotFound])
    }),
    Context.add(Ids, host.ids === undefined ? Ids.webCrypto : idsOf(host.ids)),
    Context.merge(untraced),
    host.now === undefined ? identity : Context.add(Clock.Clock, clockOf(host.now))
  )
  const run = Effect.runPromiseWith(ports)
  return {
    clone: (request) => run(cloneSharedTask(request)),
    preview: (request) => run(previewClone(request))
  }
}

/** Makes a `place` for {@link Host} from simpler pieces: see the core's `placeWith`. */
export const placeWith = (pieces: Promised<Place.PlacePieces>): Host["tasks"]["place"] => {
  const place = Place.placeWith({
    find: (projectId, taskId) => askOption("tasks", "find", () => pieces.find(projectId, taskId)),
    taken: (projectId, family) => ask("tasks", "taken", () => pieces.taken(projectId, family)),
    insert: (task) => ask("tasks", "insert", () => pieces.insert(task))
  })
  return (draft) => Effect.runPromiseWith(untraced)(place(draft))
}

/** Nobody can see the spans of a host without Effect. */
const untraced = Context.make(References.TracerEnabled, false)

/** A refusal that the port allows stays as it is; whatever else is thrown is a `Fault`. */
const ask = <A, Refusal extends abstract new (...given: never) => unknown = never>(
  dependency: string,
  operation: string,
  call: () => A | Promise<A>,
  refusals: ReadonlyArray<Refusal> = []
): Effect.Effect<A, InstanceType<Refusal> | Unavailable | Fault> =>
  Effect.tryPromise({
    try: async () => call(),
    catch: (cause) =>
      [Unavailable, Fault, ...refusals].some((allowed) => cause instanceof allowed)
        ? (cause as InstanceType<Refusal> | Unavailable | Fault)
        : new Fault({ dependency, operation, cause })
  })

const askOption = <A>(dependency: string, operation: string, call: () => A | undefined | Promise<A | undefined>) =>
  Effect.map(ask(dependency, operation, call), Option.fromUndefinedOr)

/** A host's ids; no clone draws a short id. */
const idsOf = (ids: NonNullable<Host["ids"]>) =>
  Ids.of({ ...Ids.webCrypto, next: Effect.orDie(ask("ids", "next", () => ids.next())) })

/** The platform's clock, but for the time that use cases read. */
const clockOf = (now: () => Timestamp): Clock.Clock =>
  Object.assign(Object.create(Effect.runSync(Clock.clockWith(Effect.succeed))), {
    currentTimeMillisUnsafe: now,
    currentTimeMillis: Effect.sync(now)
  })
