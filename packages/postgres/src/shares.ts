import { SharedTask, Shares, type ShortId } from "@offshoot/core"
import { Effect, Layer, type Option } from "effect"
import { makeBatchedRead } from "./batched-read.ts"
import { read, selection } from "./columns.ts"
import { decoded } from "./decoded.ts"
import { revisionColumns, shareColumns, taskColumns } from "./tables.ts"
import { taskSelection } from "./task-rows.ts"

const findShares = `
  select ${selection(shareColumns, "share", "share.")}, ${taskSelection}
  from unnest((select $1::text[])) as wanted(short_id)
  join offshoot.shares share on share.short_id = wanted.short_id
  join offshoot.tasks task on task.project_id = share.project_id and task.id = share.task_id
  join offshoot.task_revisions revision
    on revision.project_id = share.project_id and revision.task_id = share.task_id and revision.id = share.task_revision_id`

const decodeShared = decoded(SharedTask, "read a share")

/** Shares in Postgres. */
export const layer = Layer.effect(
  Shares,
  Effect.map(
    makeBatchedRead<ShortId, Option.Option<SharedTask>>({
      operation: "find a share",
      statement: findShares,
      parameters: (shortIds) => [[...new Set(shortIds)]],
      answers: (rows) => {
        const byShortId = new Map(rows.map((row) => [row["share.shortId"], row]))
        return (shortId) => {
          const row = byShortId.get(shortId)
          if (row === undefined) return Effect.succeedNone
          return Effect.asSome(
            decodeShared({
              share: read(shareColumns, row, "share."),
              task: read(taskColumns, row, "task."),
              revision: read(revisionColumns, row, "revision.")
            })
          )
        }
      }
    }),
    (find) => Shares.of({ find: Effect.fn("postgres.Shares.find")(find) })
  )
)
