import { isDeepStrictEqual } from "node:util"
import type { Pool } from "pg"
import type { Outcome, Sample } from "../load/load.ts"
import { targetProjectId } from "../stage/places.ts"
import { type NamedRow, problemsOfNames, problemsUnderChurn } from "./names.ts"

/** What others did to the clones meanwhile: nothing, or deleting and renaming. */
export type Meanwhile = "nothing" | "churn"

/** Fails unless what is stored is exactly what was answered, under the right names. */
export const check = async (pool: Pool, who: string, outcome: Outcome, meanwhile: Meanwhile): Promise<void> => {
  const live = await pool.query<NamedRow>(liveNames)
  const counts = new Map((await pool.query(clonesByProject)).rows.map(({ count, project }) => [project, Number(count)]))
  const problems = [
    ...outcome.failures,
    ...(meanwhile === "churn" ? problemsUnderChurn(live.rows) : problemsOfNames(live.rows)),
    ...problemsOfCounts(outcome, counts),
    ...problemsOfSamples(outcome.samples, meanwhile)
  ]
  const [wrong] = (await pool.query(wrongRevisions)).rows
  if (Number(wrong.count) > 0)
    problems.push(`${wrong.count} clones do not have exactly the shared revision at weight 1`)
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

const clones = "task.cloned_from_task_revision_id is not null"

/** A clone of what is no source has the empty name for one. */
const liveNames = `
  select task.project_id as project, task.name, task.stem, task.ordinal, coalesce(source.name, '') as source
  from offshoot.tasks task
  left join bench.task_revisions revision on revision.id = task.cloned_from_task_revision_id
  left join bench.tasks source on source.project_id = revision.project_id and source.id = revision.task_id
  where ${clones} and task.deleted is null`

const clonesByProject = `
  select project_id as project, count(*) as count from offshoot.tasks task where ${clones} group by project_id`

/** Compares each clone's one revision with the source's, but for its ids and times. */
const wrongRevisions = `
  select count(*) from offshoot.tasks task
  left join offshoot.task_revisions revision
    on revision.project_id = task.project_id and revision.task_id = task.id
  left join bench.task_revisions source on source.id = task.cloned_from_task_revision_id
  where ${clones} and (
    revision.id is null or source.id is null
    or task.active_revisions::jsonb
      <> jsonb_build_array(jsonb_build_object('taskRevisionId', revision.id, 'weight', 1))
    or (revision.system_prompt, revision.user_prompt, revision.llm_model_id, revision.llm_config::text, revision.test)
      <> (source.system_prompt, source.user_prompt, source.llm_model_id, source.llm_config::text, false)
  )`
