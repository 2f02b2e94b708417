import {
  type Fault,
  type Model,
  type ModelId,
  Models,
  modelIds,
  type TaskRevision,
  type Unavailable
} from "@offshoot/core"
import { Cache, Context, Effect, Layer, Option } from "effect"
import type { ModelAnswer } from "../api/model.ts"
import { momentText } from "../api/moment.ts"
import type { DescribeModel } from "./task-view.ts"

/** How many models are kept in memory, and for how long: a changed description is seen after that. */
const capacity = 1000
const timeToLive = "5 minutes"

/** What models are called in answers; the ids that were asked for lately are kept in memory. */
export class ModelCatalogue extends Context.Service<
  ModelCatalogue,
  {
    /** Asks for the models that these revisions name, all at once, and describes them. */
    readonly of: (revisions: ReadonlyArray<TaskRevision>) => Effect.Effect<DescribeModel, Unavailable | Fault>
  }
>()("@offshoot/http/ModelCatalogue") {
  static readonly layer = Layer.effect(
    ModelCatalogue,
    Effect.gen(function* () {
      const models = yield* Models
      const kept = yield* Cache.make<ModelId, Model, typeof missing>({
        capacity,
        timeToLive,
        lookup: () => Effect.fail(missing)
      })
      return ModelCatalogue.of({
        of: Effect.fnUntraced(function* (revisions) {
          const known = new Map<ModelId, Model>()
          const wanted = new Set<ModelId>()
          for (const id of modelIds(revisions)) {
            const found = yield* Cache.getSuccess(kept, id)
            if (Option.isSome(found)) known.set(id, found.value)
            else wanted.add(id)
          }
          for (const model of wanted.size === 0 ? [] : yield* models.find([...wanted])) {
            known.set(model.id, model)
            yield* Cache.set(kept, model.id, model)
          }
          return (id) => describe(id, known.get(id))
        })
      })
    })
  )
}

const missing = "missing" as const

/** An id that no model has any more is answered as that, so that its tasks are not lost. */
const describe = (id: ModelId, model: Model | undefined): ModelAnswer => ({
  id,
  provider: model?.provider ?? "unknown",
  vendor: model?.vendor ?? "unknown",
  name: model?.name ?? "unknown",
  alias: model?.alias ?? "unknown",
  description: model?.description ?? "This service knows no model with this id",
  supports_vision: model?.supportsVision ?? false,
  supports_image_output: model?.supportsImageOutput ?? false,
  supports_pdf_vision: model?.supportsPdfVision ?? false,
  supports_tool_calling: model?.supportsToolCalling ?? false,
  supports_context_caching: model?.supportsContextCaching ?? false,
  max_context_window: model?.maxContextWindow ?? 0,
  model_params: model?.modelParams ?? null,
  created: model === undefined ? null : momentText(model.created)
})
