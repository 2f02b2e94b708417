import { JsonObject, Model, ModelId } from "@offshoot/core"
import { Clock, Effect, Option, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { administering } from "./administering.ts"
import { answer, json } from "./answer.ts"
import { uuidFlag } from "./uuid-flag.ts"

const text = (name: string) => Flag.String(name).pipe(Flag.withSchema(Model.fields.name))
const able = (name: string) => Flag.Boolean(name).pipe(Flag.withDefault(false))

const add = Command.make(
  "add",
  {
    id: uuidFlag("id", ModelId).pipe(Flag.withDescription("What revisions call it: llm_model_id")),
    provider: text("provider"),
    vendor: Flag.optional(text("vendor")).pipe(Flag.withDescription("The provider, if left out")),
    name: text("name"),
    alias: Flag.optional(text("alias")).pipe(Flag.withDescription("The name, if left out")),
    description: text("description").pipe(Flag.withDefault("")),
    maxContextWindow: Flag.Int("max-context-window").pipe(
      Flag.withSchema(Model.fields.maxContextWindow),
      Flag.withDescription("In tokens")
    ),
    supportsVision: able("supports-vision"),
    supportsImageOutput: able("supports-image-output"),
    supportsPdfVision: able("supports-pdf-vision"),
    supportsToolCalling: able("supports-tool-calling"),
    supportsContextCaching: able("supports-context-caching"),
    modelParams: Flag.String("model-params").pipe(
      Flag.withSchema(Schema.fromJsonString(Schema.NullOr(JsonObject))),
      Flag.withDefault(null),
      Flag.withDescription("A JSON object")
    ),
    json
  },
  Effect.fn(function* ({ alias, json, vendor, ...flags }) {
    const model: Model = {
      ...flags,
      vendor: Option.getOrElse(vendor, () => flags.provider),
      alias: Option.getOrElse(alias, () => flags.name),
      created: yield* Clock.currentTimeMillis
    }
    yield* administering(({ addModel }) => addModel(model))
    yield* answer(json, `Model ${model.id} is ${model.name} of ${model.provider}`, { id: model.id })
  })
).pipe(Command.withDescription("Adds a model, or replaces what is said of it"))

export const model = Command.make("model").pipe(
  Command.withDescription("Language models that tasks may name"),
  Command.withSubcommands([add])
)
