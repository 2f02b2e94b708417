import { numbered } from "@offshoot/core"
import type { Pool } from "pg"
import { makeOrdinals } from "./ordinals.ts"

interface Victim {
  readonly project_id: string
  readonly id: string
  readonly stem: string
  readonly ordinal: number
}

/** Deletes one clone and renames the next within its family, over and over until it is stopped; counts what it did. */
export const startChurn = (pool: Pool) => {
  const done = { deleted: 0, renamed: 0 }
  const ordinals = makeOrdinals()
  let ended = false
  const churn = async () => {
    while (!ended) {
      const { rows: victims } = await pool.query<Victim>(someClones)
      for (const [index, victim] of victims.entries()) {
        if (ended) return
        const change = index % 2 === 0 ? "deleted" : "renamed"
        const changed = change === "deleted" ? remove(pool, victim) : rename(pool, victim, ordinals.next())
        if (!(await changed)) continue
        done[change]++
        ordinals.left(victim.ordinal)
      }
      await new Promise(setImmediate)
    }
  }
  const churning = churn()
  // Whoever stops it is told.
  churning.catch(() => {})
  const stop = () => {
    ended = true
    return churning
  }
  return { done, stop }
}

const someClones = `
  select project_id, id, stem, ordinal from offshoot.tasks tablesample system (5)
  where cloned_from_task_revision_id is not null and deleted is null limit 50`

const remove = async (pool: Pool, { id, project_id }: Victim): Promise<boolean> => {
  const text = "update offshoot.tasks set deleted = now() where project_id = $1 and id = $2 and deleted is null"
  return (await pool.query(text, [project_id, id])).rowCount === 1
}

/** Renames as a writer without locks does: the unique index refuses a taken name. */
const rename = async (pool: Pool, { id, project_id, stem }: Victim, ordinal: number): Promise<boolean> => {
  try {
    const renamed = await pool.query(
      "update offshoot.tasks set name = $3, ordinal = $4 where project_id = $1 and id = $2 and deleted is null",
      [project_id, id, numbered(stem, ordinal), ordinal]
    )
    return renamed.rowCount === 1
  } catch (cause) {
    if ((cause as { readonly code?: string }).code === "23505") return false
    throw cause
  }
}
