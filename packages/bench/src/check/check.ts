import { isDeepStrictEqual } from "node:util"
import type { Pool } from "pg"
import type { Outcome, Sample } from "../load/load.ts"
import { targetProjectId } from "../stage/places.ts"
import { clones, isClone, problemsOfCopies } from "./copies.ts"
import type { Meanwhile } from "./meanwhile.ts"
import { type NamedRow, problemsOfNames, problemsUnderChurn } from "./names.ts"

/** Fails unless what is stored is exactly what was answered, under the right names. */
export const check = async (pool: Pool, who: string, outcome: Outcome, meanwhile: Meanwhile): Promise<void> => {
  const live = await pool.query<NamedRow>(liveNames)
  const counts = new Map((await pool.query(clonesByProject)).rows.map(({ count, project }) => [project, Number(count)]))
  const problems = [
    ...outcome.failures,
    ...(meanwhile === "churn" ? problemsUnderChurn(live.rows) : problemsOfNames(live.rows)),
    ...problemsOfCounts(outcome, counts),
    ...(await problemsOfCopies(pool, meanwhile)),
    ...problemsOfSamples(outcome.samples, meanwhile)
  ]
  if (problems.length > 0) {
    throw new Error(`${who} is wrong in ${problems.length} ways:\n${problems.slice(0, 10).join("\n")}`)
  }
}

const problemsOfCounts = (outcome: Outcome, stored: ReadonlyMap<string, number>): ReadonlyArray<string> => {
  const total = [...stored.values()].reduce((sum, count) => sum + count, 0)
  const problems = total === outcome.answered ? [] : [`${outcome.answered} clones were answered, ${total} are stored`]
  for (const [project, answered] of Object.entries(outcome.byProject ?? {})) {
    const count = stored.get(targetProjectId(Number(project))) ?? 0
    if (count !== answered) problems.push(`project ${project}: ${answered} clones were answered, ${count} are stored`)
  }
  return problems
}

/** Under churn a clone may be renamed or deleted before it is compared. */
const problemsOfSamples = (samples: ReadonlyArray<Sample>, meanwhile: Meanwhile): ReadonlyArray<string> => {
  if (meanwhile === "churn") return []
  if (samples.length === 0) return ["no answer was compared with what is stored"]
  return samples
    .filter(({ answer, stored }) => !isDeepStrictEqual(answer, stored))
    .map(({ answer, stored }) => `answered ${JSON.stringify(answer)}, stored ${JSON.stringify(stored)}`)
}

/** A clone of what is no source has the empty name for one. */
const liveNames = `
  select task.project_id as project, task.name, task.stem, task.ordinal, coalesce(source.name, '') as source
  from ${clones} where ${isClone} and task.deleted is null`

const clonesByProject = `
  select project_id as project, count(*) as count from offshoot.tasks task
  where ${isClone} group by project_id`
