import { Share, type SharedTask, Shares, type ShortId, Tag, TaskHeader, TaskRevisionId } from "@offshoot/core"
import { Effect, Layer, Option, Schema } from "effect"
import { BatchedReads } from "./batched-reads.ts"
import { reader, selection } from "./columns.ts"
import { decoded } from "./decoded.ts"
import { makeRevisionTexts } from "./revision-texts.ts"
import { shareColumns, taskColumns } from "./tables.ts"

/** What is read of the pinned revision each time; the rest of it never changes. */
const pinnedColumns = { id: "uuid", tags: "tags" } as const

const findShares = `
  select ${selection(shareColumns, "share", "share.")}, ${selection(taskColumns, "task", "task.")},
    ${selection(pinnedColumns, "revision", "revision.")}
  from unnest((select $1::text[])) as wanted(short_id)
  join offshoot.shares share on share.short_id = wanted.short_id
  join offshoot.tasks task on task.project_id = share.project_id and task.id = share.task_id
  join offshoot.task_revisions revision
    on revision.project_id = share.project_id and revision.task_id = share.task_id and revision.id = share.task_revision_id`

const readShare = reader(shareColumns, "share.")
const readTask = reader(taskColumns, "task.")
const readPinned = reader(pinnedColumns, "revision.")
const decodeFound = decoded(
  Schema.Struct({
    share: Share,
    task: TaskHeader,
    pinned: Schema.Struct({ id: TaskRevisionId, tags: Schema.Array(Tag) })
  }),
  "read a share"
)
type Found = Effect.Success<ReturnType<typeof decodeFound>>

/** Shares in Postgres. */
export const layer = Layer.effect(
  Shares,
  Effect.gen(function* () {
    const findRevisionText = yield* makeRevisionTexts
    const reads = yield* BatchedReads
    const findShare = reads.of<ShortId, Option.Option<Found>>({
      operation: "find a share",
      statement: findShares,
      parameters: (shortIds) => [[...new Set(shortIds)]],
      answers: (rows) => {
        const byShortId = new Map(rows.map((row) => [row["share.shortId"], row]))
        return (shortId) => {
          const row = byShortId.get(shortId)
          if (row === undefined) return Effect.succeedNone
          return Effect.asSome(decodeFound({ share: readShare(row), task: readTask(row), pinned: readPinned(row) }))
        }
      }
    })

    const find = Effect.fnUntraced(
      function* (shortId: ShortId) {
        const found = yield* findShare(shortId)
        if (Option.isNone(found)) return Option.none<SharedTask>()
        const { pinned, share, task } = found.value
        const { projectId, taskId, taskRevisionId } = share
        const text = yield* findRevisionText({ projectId, taskId, taskRevisionId })
        return Option.map(text, (text): SharedTask => ({ share, task, revision: { ...text, tags: pinned.tags } }))
      },
      Effect.withSpan("postgres.Shares.find", { captureStackTrace: false })
    )
    return Shares.of({ find })
  })
).pipe(Layer.provide(BatchedReads.layer))
