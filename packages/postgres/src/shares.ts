import { SharedTask, Shares, type ShortId } from "@offshoot/core"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { read, selection } from "./columns.ts"
import { decoded } from "./decoded.ts"
import { orFailure } from "./failures.ts"
import { revisionColumns, shareColumns, taskColumns } from "./tables.ts"
import { taskSelection } from "./task-rows.ts"

const findShare = `
  select ${selection(shareColumns, "share", "share.")}, ${taskSelection}
  from offshoot.shares share
  join offshoot.tasks task on task.project_id = share.project_id and task.id = share.task_id
  join offshoot.task_revisions revision
    on revision.project_id = share.project_id and revision.task_id = share.task_id and revision.id = share.task_revision_id
  where share.short_id = $1`

const decodeShared = decoded(SharedTask, "read a share")

/** Shares in Postgres. */
export const layer = Layer.effect(
  Shares,
  Effect.gen(function* () {
    const sql = (yield* SqlClient.SqlClient).withoutTransforms()
    const find = Effect.fn("postgres.Shares.find")(
      function* (shortId: ShortId) {
        const [row] = yield* sql.unsafe<Record<string, unknown>>(findShare, [shortId])
        if (row === undefined) return Option.none<SharedTask>()
        return Option.some(
          yield* decodeShared({
            share: read(shareColumns, row, "share."),
            task: read(taskColumns, row, "task."),
            revision: read(revisionColumns, row, "revision.")
          })
        )
      },
      orFailure("find a share", "reads")
    )
    return Shares.of({ find })
  })
)
