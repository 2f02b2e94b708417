import { type ProjectId, type TaskId, TaskRevision, type TaskRevisionId } from "@offshoot/core"
import { Effect, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { LRUCache } from "lru-cache"
import { BatchedReads } from "./batched-reads.ts"
import { reader, selection } from "./columns.ts"
import { decoded } from "./decoded.ts"
import { frozen } from "./frozen.ts"
import { revisionColumns } from "./tables.ts"

/** What never changes of a revision: all but its tags. */
export type RevisionText = Omit<TaskRevision, "tags">

/** Which revision, and whose. */
export interface RevisionPlace {
  readonly projectId: ProjectId
  readonly taskId: TaskId
  readonly taskRevisionId: TaskRevisionId
}

/** An id says nothing without its project and task. */
const placeKey = ({ projectId, taskId, taskRevisionId }: RevisionPlace) => `${projectId} ${taskId} ${taskRevisionId}`

/** How many characters of revisions are kept at most. */
const keptCharacters = 64_000_000

const { id, projectId, taskId, tags: _tags, position: _position, ...text } = revisionColumns
const columns = { ...text, id, projectId, taskId }

const findRevisions = `
  select ${selection(columns, "revision", "")}
  from unnest((select $1::uuid[]), (select $2::uuid[]), (select $3::uuid[])) as wanted(project_id, task_id, id)
  join offshoot.task_revisions revision
    on revision.project_id = wanted.project_id and revision.task_id = wanted.task_id and revision.id = wanted.id`

const readColumns = reader(columns, "")
const decodeText = decoded(
  Schema.Struct(TaskRevision.fields).mapFields(({ tags: _, ...rest }) => rest),
  "read a revision"
)

/**
 * Reads the unchanging part of revisions, each from the database once as long as there is room for it: revisions are
 * immutable, so that what is kept is as good as what is stored. Whether a share of it may be used is never kept.
 */
export const makeRevisionTexts = Effect.gen(function* () {
  const kept = new LRUCache<string, RevisionText>({
    maxSize: keptCharacters,
    sizeCalculation: (revision) => JSON.stringify(revision).length
  })
  const reads = yield* BatchedReads
  const read = reads.of<RevisionPlace, Option.Option<RevisionText>>({
    operation: "find a revision",
    statement: findRevisions,
    parameters: (places) => [
      places.map(({ projectId }) => projectId),
      places.map(({ taskId }) => taskId),
      places.map(({ taskRevisionId }) => taskRevisionId)
    ],
    answers: (rows) => {
      const byPlace = new Map(rows.map((row) => [`${row["projectId"]} ${row["taskId"]} ${row["id"]}`, row]))
      return (place) => {
        const row = byPlace.get(placeKey(place))
        return row === undefined ? Effect.succeedNone : Effect.asSome(Effect.map(decodeText(readColumns(row)), frozen))
      }
    }
  })
  const sql = yield* SqlClient.SqlClient

  return Effect.fnUntraced(function* (place: RevisionPlace) {
    // What the host's transaction sees may never be committed.
    if (Option.isSome(yield* Effect.serviceOption(sql.transactionService))) return yield* read(place)
    const key = placeKey(place)
    const known = kept.get(key)
    if (known !== undefined) return Option.some(known)
    const found = yield* read(place)
    if (Option.isSome(found)) kept.set(key, found.value)
    return found
  })
})
