import { Ids, Models, Permissions, ShareCollection, Shares, Tags, TaskCollection, Tasks } from "@offshoot/core"
import { Context, Effect } from "effect"

/** The ports that the use cases behind the API ask. */
export type Ports = Ids | Models | Permissions | ShareCollection | Shares | Tags | TaskCollection | Tasks

const services = [Ids, Models, Permissions, ShareCollection, Shares, Tags, TaskCollection, Tasks] as const
const keys: ReadonlyArray<Context.Key<Ports, unknown>> = services

/** The ports, taken once when the handlers are built; nothing else of that moment leaks into requests. */
export const ports: Effect.Effect<Context.Context<Ports>, never, Ports> = Effect.map(
  Effect.context<Ports>(),
  Context.pick(...services)
)

/**
 * Runs programs on these ports. A fiber that has them already, as it does wherever Offshoot serves by itself, keeps its
 * context: to merge one costs a twentieth of a clone.
 */
export const onPorts =
  (ports: Context.Context<Ports>) =>
  <A, E, R>(program: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, Ports>> => {
    const merged = Effect.provideContext(program, ports)
    // What the types cannot know, the look has found out.
    const asItIs = program as typeof merged
    return Effect.contextWith((context: Context.Context<never>) => (includes(context, ports) ? asItIs : merged))
  }

const includes = (context: Context.Context<never>, ports: Context.Context<Ports>) =>
  keys.every((key) => Context.getOrUndefined(context, key) === Context.getOrUndefined(ports, key))
