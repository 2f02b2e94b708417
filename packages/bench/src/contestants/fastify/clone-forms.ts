import type { Pool, PoolClient } from "pg"
import type { ClonedRow, SharedRow } from "./rows.ts"
import { insertRevision, insertTask, lockStem, pickName, writeClone } from "./statements.ts"

/** What a form writes: the clone of a shared task into a project, for its author (JSON). */
export interface ToWrite {
  readonly target: string
  readonly author: string
  readonly shared: SharedRow
}

type CloneForm = (pool: Pool, toWrite: ToWrite) => Promise<ClonedRow>

/** One transaction, step by step; a name that was lost to another is picked again. */
const inSteps = async (connection: PoolClient, { author, shared, target }: ToWrite): Promise<ClonedRow> => {
  const created = new Date()
  for (;;) {
    const pick = await connection.query({ ...pickName, values: [target, shared.stem, shared.ordinal, shared.name] })
    const { highest, revision_id, taken, task_id } = pick.rows[0]
    const ordinal = taken ? highest + 1 : shared.ordinal
    const name = taken ? `${shared.stem} (${ordinal})` : shared.name
    const from = [shared.project_id, shared.task_id]
    const task = [target, task_id, name, shared.stem, ordinal, created, author, shared.task_revision_id, revision_id]
    const inserted = await connection.query({ ...insertTask, values: [...task, ...from] })
    if (inserted.rowCount === 0) continue
    const revision = [target, task_id, revision_id, created, ...from, shared.task_revision_id]
    await connection.query({ ...insertRevision, values: revision })
    return { project_id: target, task_id, revision_id, name, created }
  }
}

const inTransaction = async <A>(pool: Pool, work: (connection: PoolClient) => Promise<A>): Promise<A> => {
  const connection = await pool.connect()
  try {
    await connection.query("begin")
    const result = await work(connection)
    await connection.query("commit")
    return result
  } catch (cause) {
    await connection.query("rollback")
    throw cause
  } finally {
    connection.release()
  }
}

/** The ways to write a clone by hand: all pick the highest ordinal + 1, under the unique index. */
export const cloneForms = {
  retry: (pool, toWrite) => inTransaction(pool, (connection) => inSteps(connection, toWrite)),

  lock: (pool, toWrite) =>
    inTransaction(pool, async (connection) => {
      await connection.query({ ...lockStem, values: [`${toWrite.target}${toWrite.shared.stem}`] })
      return inSteps(connection, toWrite)
    }),

  "retry in one statement": async (pool, { author, shared, target }) => {
    const created = new Date()
    const from = [shared.project_id, shared.task_id, shared.task_revision_id]
    const values = [target, shared.stem, shared.ordinal, shared.name, created, author, ...from]
    for (;;) {
      const [row] = (await pool.query({ ...writeClone, values })).rows
      if (row !== undefined) return { project_id: target, created, ...row }
    }
  }
} satisfies Readonly<Record<string, CloneForm>>
