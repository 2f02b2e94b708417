import type { Draft, Task } from "@offshoot/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { draftFor, newProject } from "../drafts.ts"
import { newNode } from "../nodes.ts"
import { closeTable, sessionsWaiting, until } from "../sessions.ts"

/** A new draft of each name, all for one new project. */
export const draftsOf = (wantedNames: ReadonlyArray<string>) =>
  Effect.flatMap(newProject, (projectId) => Effect.forEach(wantedNames, (name) => draftFor(projectId, name)))

/** The sizes of the transactions that wrote a project's tasks. */
export const transactionsOf = (projectId: Task["projectId"]) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{ readonly size: number }>`
        select count(*)::integer as size from offshoot.tasks where project_id = ${projectId}::uuid group by xmin::text
        order by min(xmin::text::bigint)`,
      (rows) => rows.map(({ size }) => size)
    )
  )

/**
 * One node with one writer, which is held in the middle of a group of one draft: what is asked for now has to wait for
 * the next group.
 */
export const heldWriter = Effect.fnUntraced(function* (options: Parameters<typeof newNode>[0] = {}) {
  const node = yield* newNode({ writers: 1, ...options })
  const gate = yield* closeTable("task_revisions", "exclusive")
  const [first] = yield* draftsOf(["First"])
  const writing = yield* Effect.forkChild(node.tasks.place(first as Draft))
  yield* until(sessionsWaiting, 1)
  return { ...node, first: first as Draft, writing, open: gate.open }
})

/** Places all at once. */
export const placeAll = (
  tasks: { readonly place: (draft: Draft) => Effect.Effect<Task, unknown> },
  drafts: ReadonlyArray<Draft>
) => Effect.forEach(drafts, (draft) => Effect.exit(tasks.place(draft)), { concurrency: "unbounded" })

/** Waits until forked callers have asked: once they had their turns. */
export const asked = Effect.gen(function* () {
  for (let turn = 0; turn < 10; turn++) yield* Effect.yieldNow
})
