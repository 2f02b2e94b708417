import { Model, type ModelId, Models } from "@offshoot/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { reader, selection } from "./columns.ts"
import { decoded } from "./decoded.ts"
import { makeOrFailure } from "./or-failure.ts"
import { modelColumns } from "./tables.ts"

const findModels = `
  select ${selection(modelColumns, "model", "")} from offshoot.models model where model.id = any($1::uuid[])`

const decodeModel = decoded(Model, "read a model")
const readModel = reader(modelColumns, "")

/** Models in Postgres. */
export const layer = Layer.effect(
  Models,
  Effect.gen(function* () {
    const sql = (yield* SqlClient.SqlClient).withoutTransforms()
    const orFailure = yield* makeOrFailure
    const find = Effect.fn("postgres.Models.find")(
      function* (ids: ReadonlyArray<ModelId>) {
        const rows = yield* sql.unsafe<Record<string, unknown>>(findModels, [ids])
        return yield* Effect.forEach(rows, (row) => decodeModel(readModel(row)))
      },
      orFailure("find models", "nothing stored")
    )
    return Models.of({ find })
  })
)
