import { Ids, Models, Permissions, ShareCollection, Shares, Tags, TaskCollection, Tasks } from "@offshoot/core"
import { Context, Effect } from "effect"

/** The ports that the use cases behind the API ask. */
export type Ports = Ids | Models | Permissions | ShareCollection | Shares | Tags | TaskCollection | Tasks

/** The ports, taken once when the handlers are built; nothing else of that moment leaks into requests. */
export const ports: Effect.Effect<Context.Context<Ports>, never, Ports> = Effect.map(
  Effect.context<Ports>(),
  Context.pick(Ids, Models, Permissions, ShareCollection, Shares, Tags, TaskCollection, Tasks)
)
