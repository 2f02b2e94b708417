import { Context, type Effect } from "effect"
import type { Fault, Unavailable } from "../domain/errors.ts"
import type { ModelId } from "../domain/identifiers.ts"
import type { Model } from "../domain/model.ts"

/** Describes language models: for answers, and to refuse a new task whose model is unknown. */
export class Models extends Context.Service<
  Models,
  {
    /** The models with these ids; unknown ones are left out. */
    readonly find: (ids: ReadonlyArray<ModelId>) => Effect.Effect<ReadonlyArray<Model>, Unavailable | Fault>
  }
>()("@offshoot/core/Models") {}
