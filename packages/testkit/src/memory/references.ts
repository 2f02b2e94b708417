import { Models, Tags } from "@offshoot/core"
import { Effect } from "effect"
import { copy, type State } from "./state.ts"

/** The tags of a memory store. */
export const memoryTags = (state: State): Tags["Service"] =>
  Tags.of({ find: (ids) => Effect.sync(() => known(state.tags, ids)) })

/** The models of a memory store. */
export const memoryModels = (state: State): Models["Service"] =>
  Models.of({ find: (ids) => Effect.sync(() => known(state.models, ids)) })

const known = <Id, Thing>(things: ReadonlyMap<Id, Thing>, ids: ReadonlyArray<Id>): ReadonlyArray<Thing> =>
  [...things].flatMap(([id, thing]) => (ids.includes(id) ? [copy(thing)] : []))
