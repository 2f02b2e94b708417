import {
  lightSpan,
  Share,
  type SharedTask,
  Shares,
  type ShortId,
  Tag,
  TaskHeader,
  TaskRevisionId
} from "@offshoot/core"
import { Effect, Layer, Option, Schema } from "effect"
import { LRUCache } from "lru-cache"
import { BatchedReads } from "./batched-reads.ts"
import { jsonReader, jsonSelection } from "./columns.ts"
import { decoded } from "./decoded.ts"
import { frozen } from "./frozen.ts"
import { makeRevisionTexts } from "./revision-texts.ts"
import { shareColumns, taskColumns } from "./tables.ts"

/** What is read of the pinned revision each time; the rest of it never changes. */
const pinnedColumns = { id: "uuid", tags: "tags" } as const

const findShares = `
  select share.short_id, json_build_array(
    ${jsonSelection(shareColumns, "share")}, ${jsonSelection(taskColumns, "task")},
    ${jsonSelection(pinnedColumns, "revision")}
  )::text as found
  from unnest((select $1::text[])) as wanted(short_id)
  join offshoot.shares share on share.short_id = wanted.short_id
  join offshoot.tasks task on task.project_id = share.project_id and task.id = share.task_id
  join offshoot.task_revisions revision
    on revision.project_id = share.project_id and revision.task_id = share.task_id and revision.id = share.task_revision_id`

const readShare = jsonReader(shareColumns)
const readTask = jsonReader(taskColumns)
const readPinned = jsonReader(pinnedColumns)
const decodeFound = decoded(
  Schema.Struct({
    share: Share,
    task: TaskHeader,
    pinned: Schema.Struct({ id: TaskRevisionId, tags: Schema.Array(Tag) })
  }),
  "read a share"
)
type Found = Effect.Success<ReturnType<typeof decodeFound>>

/** How many characters of what was read are kept at most. */
const keptCharacters = 16_000_000

/**
 * What rows say. A share is read each time, but decoded only if it reads differently than before: decoding cost more than
 * reading.
 */
const makeUnderstand = () => {
  const understood = new LRUCache<ShortId, { readonly text: string; readonly found: Found }>({
    maxSize: keptCharacters,
    sizeCalculation: ({ text }) => text.length
  })
  return (shortId: ShortId, text: string) => {
    const known = understood.get(shortId)
    if (known?.text === text) return Effect.succeed(known.found)
    const [share, task, pinned] = JSON.parse(text)
    return Effect.map(
      decodeFound({ share: readShare(share), task: readTask(task), pinned: readPinned(pinned) }),
      (found) => {
        understood.set(shortId, { text, found: frozen(found) })
        return found
      }
    )
  }
}

/** Shares in Postgres. */
export const layer = Layer.effect(
  Shares,
  Effect.gen(function* () {
    const findRevisionText = yield* makeRevisionTexts
    const understand = makeUnderstand()
    const reads = yield* BatchedReads
    const findShare = reads.of<ShortId, Option.Option<Found>>({
      operation: "find a share",
      statement: findShares,
      parameters: (shortIds) => [[...new Set(shortIds)]],
      answers: (rows) => {
        const byShortId = new Map(rows.map((row) => [row["short_id"], row["found"]]))
        return (shortId) => {
          const text = byShortId.get(shortId)
          return text === undefined ? Effect.succeedNone : Effect.asSome(understand(shortId, `${text}`))
        }
      }
    })

    const find = Effect.fnUntraced(function* (shortId: ShortId) {
      const found = yield* findShare(shortId)
      if (Option.isNone(found)) return Option.none<SharedTask>()
      const { pinned, share, task } = found.value
      const { projectId, taskId, taskRevisionId } = share
      const text = yield* findRevisionText({ projectId, taskId, taskRevisionId })
      return Option.map(text, (text): SharedTask => ({ share, task, revision: { ...text, tags: pinned.tags } }))
    }, lightSpan("postgres.Shares.find"))
    return Shares.of({ find })
  })
).pipe(Layer.provide(BatchedReads.layer))
