import { Tag, type TagId, Tags } from "@offshoot/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { reader, selection } from "./columns.ts"
import { decoded } from "./decoded.ts"
import { makeOrFailure } from "./or-failure.ts"
import { tagColumns } from "./tables.ts"

const findTags = `select ${selection(tagColumns, "tag", "")} from offshoot.tags tag where tag.id = any($1::uuid[])`

const decodeTag = decoded(Tag, "read a tag")
const readTag = reader(tagColumns, "")

/** Tags in Postgres. */
export const layer = Layer.effect(
  Tags,
  Effect.gen(function* () {
    const sql = (yield* SqlClient.SqlClient).withoutTransforms()
    const orFailure = yield* makeOrFailure
    const find = Effect.fn("postgres.Tags.find")(
      function* (ids: ReadonlyArray<TagId>) {
        if (ids.length === 0) return []
        const rows = yield* sql.unsafe<Record<string, unknown>>(findTags, [ids])
        return yield* Effect.forEach(rows, (row) => decodeTag(readTag(row)))
      },
      orFailure("find tags", "nothing stored")
    )
    return Tags.of({ find })
  })
)
