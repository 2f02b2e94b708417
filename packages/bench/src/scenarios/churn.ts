import { stemAndOrdinal } from "@offshoot/core"
import type { Bench, Running } from "../contestants/contestant.ts"
import type { Load } from "../load/load.ts"
import { short } from "../report/words.ts"
import { checkedTurn } from "./turn.ts"

/** A turn during which clones are deleted and renamed; no name may be doubled, and no clone may fail. */
export const churned = async (bench: Bench, who: string, running: Running, load: Load): Promise<string> => {
  await bench.stage.clear()
  let ended = false
  let deleted = 0
  let renamed = 0
  const churn = async () => {
    while (!ended) {
      const victims = await someClones(bench)
      for (const [index, { id, name, project_id }] of victims.entries()) {
        if (index % 2 === 0) deleted += await remove(bench, project_id, id)
        else renamed += await rename(bench, project_id, id, `${name.replace(/ \(\d+\)$/, "")} (${2 + (renamed % 300)})`)
      }
      await new Promise(setImmediate)
    }
  }
  const churning = churn()
  try {
    const { answered } = await checkedTurn(bench, who, running, load, "churn").finally(() => {
      ended = true
    })
    return `churn, ${load.workload}, ${who}: right after ${short(answered)} clones, ${deleted} deleted and ${renamed} renamed`
  } finally {
    await churning
  }
}

const someClones = async ({ stage }: Bench) => {
  const { rows } = await stage.pool.query<{ readonly id: string; readonly project_id: string; readonly name: string }>(`
    select id, project_id, name from offshoot.tasks tablesample system (5)
    where cloned_from_task_revision_id is not null and deleted is null limit 50`)
  return rows
}

const remove = async ({ stage }: Bench, projectId: string, id: string) => {
  const text = "update offshoot.tasks set deleted = now() where project_id = $1 and id = $2 and deleted is null"
  return (await stage.pool.query(text, [projectId, id])).rowCount ?? 0
}

/** Renames as a writer without locks does: the unique index refuses a taken name. */
const rename = async ({ stage }: Bench, projectId: string, id: string, name: string) => {
  const { ordinal, stem } = stemAndOrdinal(name)
  try {
    const renamed = await stage.pool.query(
      "update offshoot.tasks set name = $3, stem = $4, ordinal = $5 where project_id = $1 and id = $2 and deleted is null",
      [projectId, id, name, stem, ordinal]
    )
    return renamed.rowCount ?? 0
  } catch (cause) {
    if ((cause as { readonly code?: string }).code === "23505") return 0
    throw cause
  }
}
