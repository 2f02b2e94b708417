import type { Pool, PoolClient } from "pg"
import type { Sample } from "../../load/load.ts"
import { issuer, shortIdOf, subjectOf, targetProjectId } from "../../stage/places.ts"
import { type CloneOrder, shareSetOf, type WorkloadName } from "../../stage/workload.ts"
import type { FunctionForm } from "./clone-functions.ts"

/** The rows that a clone wrote, as JSON of the database's own making. */
interface Written {
  readonly task: { readonly project_id: string; readonly id: string }
  readonly revision: unknown
}

/** Clones by the function. */
export const callFunction = async (
  connection: Pool | PoolClient,
  form: FunctionForm,
  workload: WorkloadName,
  { caller, project, share }: CloneOrder
): Promise<Written> => {
  const author = JSON.stringify({ issuer, kind: "user", subject: subjectOf(caller) })
  const { rows } = await connection.query<Written>({
    name: `clone ${form}`,
    text: `select to_json(task) as task, to_json(revision) as revision from bench.clone_${form}($1, $2, $3)`,
    values: [shortIdOf(shareSetOf(workload), share), targetProjectId(project), author]
  })
  const [written] = rows
  if (written === undefined) throw new Error("the function answered nothing")
  return written
}

/** What the function answered beside what is stored. */
export const compared = async (pool: Pool, answer: Written): Promise<Sample> => {
  const { rows } = await pool.query(
    `select to_json(task) as task, to_json(revision) as revision
     from offshoot.tasks task
     join offshoot.task_revisions revision on revision.project_id = task.project_id and revision.task_id = task.id
     where task.project_id = $1 and task.id = $2`,
    [answer.task.project_id, answer.task.id]
  )
  return { answer, stored: rows[0] }
}
