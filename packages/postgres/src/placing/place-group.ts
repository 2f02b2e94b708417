import { type Family, family, type NamesExhausted, nameDraft, TakenNames, type Task } from "@offshoot/core"
import { Effect, Result } from "effect"
import type { SqlError } from "effect/sql"
import type { Query } from "../lanes.ts"
import { statementTimeout } from "../limits.ts"
import { insertParameters, insertTasks } from "../task-rows.ts"
import type { Group, Waiting } from "./family-queue.ts"
import { begin, readDrafts, tryLocks, waitForLock } from "./group-statements.ts"

/** What became of a group's drafts; those that none of these names lost their name, and are to be placed again. */
export interface Placed<Item> {
  readonly placed: ReadonlyMap<Item, Task>
  /** Stored before, by an earlier try or another node. */
  readonly stored: ReadonlyArray<Item>
  readonly exhausted: ReadonlyMap<Item, NamesExhausted>
  /** The families whose locks others hold. */
  readonly locked: ReadonlySet<string>
}

/** A group whose transaction failed; `committing` tells that COMMIT was sent, so that its outcome is unknown. */
export class GroupFailed {
  readonly _tag = "GroupFailed"
  readonly error: SqlError.SqlError
  readonly committing: boolean
  constructor(error: SqlError.SqlError, committing: boolean) {
    this.error = error
    this.committing = committing
  }
}

/** How long a group may take. */
export interface Patience {
  /** The longest that a statement runs, in milliseconds. */
  readonly deadline: number
  /** The longest that it waits for a name that others hold, as Postgres writes it. */
  readonly forNames: string
}

/** Places the drafts of a group in one transaction of two round trips. */
export const placeGroup = Effect.fnUntraced(function* <Item extends Waiting>(
  query: Query,
  group: Group<Item>,
  patience: Patience
) {
  const families = Map.groupBy(group.items, ({ family }) => family)
  const { drafts, locks } = yield* Effect.mapError(
    readGroup(query, group, families, patience),
    (error) => new GroupFailed(error, false)
  )

  const locked = new Set([...families.keys()].filter((_, index) => !locks[index]))
  const { exhausted, picked, stored } = pick(group.items, locked, drafts)

  const inserted = yield* Effect.mapError(write(query, picked), (error) => new GroupFailed(error, true))
  const placed = new Map([...picked].filter(([, task]) => inserted.has(taskKey(task.projectId, task.id))))
  return { placed, stored, exhausted, locked } satisfies Placed<Item>
})

/** What was read of one draft; `names` only with the first of its family. */
interface Read {
  readonly stored: boolean
  readonly taken: boolean
  readonly names: ReadonlyArray<string | null>
}

/** The first round trip: begins, takes what locks it can, and reads what the picking needs. */
const readGroup = <Item extends Waiting>(
  query: Query,
  { items, waitFor }: Group<Item>,
  families: ReadonlyMap<string, ReadonlyArray<Item>>,
  { deadline, forNames }: Patience
) => {
  const wanted = items.map(({ draft }) => family(draft.wantedName))
  const [{ limits, window }] = wanted as [Family]
  return Effect.map(
    Effect.all(
      [
        query(begin),
        waitFor === undefined ? Effect.void : query(waitForLock, [waitFor]),
        query(tryLocks, [[...families.keys()], statementTimeout(deadline), forNames]),
        query(readDrafts, [
          items.map(({ draft }) => draft.projectId),
          items.map(({ draft }) => draft.id),
          wanted.map(({ stem }) => stem),
          wanted.map(({ ordinal }) => ordinal),
          items.map(({ draft }) => draft.wantedName),
          items.map((item) => families.get(item.family)?.[0] === item),
          items.map((item) => (families.get(item.family)?.length ?? 0) > 1),
          window.from,
          window.to,
          limits
        ])
      ],
      { concurrency: "unbounded" }
    ),
    ([, , locks, drafts]) => ({
      locks: locks.rows.map(({ locked }) => locked === true),
      drafts: drafts.rows.map(
        ({ names, stored, taken }): Read => ({
          stored: stored === true,
          taken: taken === true,
          names: (names ?? []) as ReadonlyArray<string | null>
        })
      )
    })
  )
}

/** Lets the core pick a name for each draft in turn, which sees the earlier picks. */
const pick = <Item extends Waiting>(
  items: ReadonlyArray<Item>,
  locked: ReadonlySet<string>,
  drafts: ReadonlyArray<Read>
) => {
  const takenNames = new Map<string, TakenNames>()
  const picked = new Map<Item, Task>()
  const byKey = new Map<string, Task>()
  const stored: Array<Item> = []
  const exhausted = new Map<Item, NamesExhausted>()
  for (const [index, item] of items.entries()) {
    const read = drafts[index]
    if (read === undefined || locked.has(item.family)) continue
    const { id, projectId, wantedName } = item.draft
    const key = taskKey(projectId, id)
    const names =
      takenNames.get(item.family) ??
      new TakenNames(
        family(wantedName).stem,
        read.names.filter((name) => name !== null)
      )
    takenNames.set(item.family, names)
    if (read.stored) {
      stored.push(item)
      continue
    }
    // One draft sent many times at once: what becomes of the first becomes of all.
    const same = byKey.get(key)
    if (same !== undefined) {
      picked.set(item, same)
      continue
    }
    if (read.taken) names.take(wantedName)
    const name = names.pick(wantedName)
    if (Result.isSuccess(name)) {
      const task = nameDraft(item.draft, name.success)
      byKey.set(key, task)
      picked.set(item, task)
    } else exhausted.set(item, name.failure)
  }
  return { picked, stored, exhausted }
}

/** The second round trip: writes the rows in one order for all writers, and commits; answers the keys of the new tasks. */
const write = Effect.fnUntraced(function* <Item>(query: Query, picked: ReadonlyMap<Item, Task>) {
  const tasks = [...new Set(picked.values())].sort((a, b) => (nameKey(a) < nameKey(b) ? -1 : 1))
  const [inserted, commit] = yield* Effect.all(
    [tasks.length === 0 ? Effect.succeed({ rows: [] }) : query(insertTasks, insertParameters(tasks)), query("commit")],
    { concurrency: "unbounded" }
  )
  // An aborted transaction answers COMMIT with ROLLBACK, and no error.
  if (commit.command === "ROLLBACK") return new Set<string>()
  return new Set(inserted.rows.map((row) => taskKey(row["project_id"], row["id"])))
})

/** Ids are a project's: another project may have a task of the same one. */
const taskKey = (projectId: unknown, id: unknown): string => `${projectId}${id}`

const nameKey = ({ name, projectId }: Task) => `${projectId}${name}`
