import { Ids, Models, Permissions, ShareCollection, Shares, Tags, TaskCollection, Tasks } from "@offshoot/core"
import { Context, Effect, ErrorReporter, Logger, References, Tracer } from "effect"

/** The ports that the use cases behind the API ask. */
export type Ports = (typeof portTags)[number]["Identifier"]

const portTags = [Ids, Models, Permissions, ShareCollection, Shares, Tags, TaskCollection, Tasks] as const
/** To whom programs tell what they do, where the routes were given others than whoever serves them. */
const observers = [
  Logger.CurrentLoggers,
  References.MinimumLogLevel,
  Tracer.Tracer,
  References.TracerEnabled,
  ErrorReporter.CurrentErrorReporters
] as const

/** The ports and observers, taken once when the handlers are built; nothing else of that moment leaks into requests. */
export const ports: Effect.Effect<Context.Context<Ports>, never, Ports> = Effect.map(
  Effect.context<Ports>(),
  Context.pick(...portTags, ...observers)
)

/**
 * Runs programs on these ports. A fiber that has them already, as it does wherever Offshoot serves by itself, keeps its
 * context: to merge one costs a twentieth of a clone.
 */
export const onPorts = (ports: Context.Context<Ports>) => {
  const known = [...portTags, ...observers].filter(({ key }) => ports.mapUnsafe.has(key)) as ReadonlyArray<
    Context.Key<Ports, unknown>
  >
  const includes = (context: Context.Context<never>) =>
    known.every((key) => Context.getOrUndefined(context, key) === Context.getOrUndefined(ports, key))

  return <A, E, R>(program: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, Ports>> =>
    Effect.contextWith((context: Context.Context<never>) =>
      includes(context)
        ? // What the types cannot know, the look has found out.
          (program as Effect.Effect<A, E, Exclude<R, Ports>>)
        : Effect.provideContext(program, ports)
    )
}
