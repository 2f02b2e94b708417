import type { Pool } from "pg"
import type { describeModels } from "./describe-models.ts"
import type { SharedRow } from "./rows.ts"
import { wireTask } from "./wire-task.ts"

const findClone = {
  name: "stored",
  text: `
  select task.*, revision.*, task.id as cloned_id, task.active_revisions->0->>'taskRevisionId' as active_id,
    task.cloned_from_task_revision_id as task_revision_id, revision.id as revision_id
  from offshoot.tasks task
  join offshoot.task_revisions revision on revision.project_id = task.project_id and revision.task_id = task.id
  where task.project_id = $1 and task.id = $2`
}

/** What a clone must have been answered with, from what is stored of it. */
export const storedAnswer = async (
  pool: Pool,
  models: ReturnType<typeof describeModels>,
  projectId: string,
  taskId: string
): Promise<unknown> => {
  const [row] = (await pool.query({ ...findClone, values: [projectId, taskId] })).rows
  if (row === undefined) return undefined
  const wire = wireTask({ ...row, task_id: row.cloned_id }, row, await models(row as SharedRow))
  // What a contestant could have stored otherwise than it answered, beside what it copied.
  const { description, enabled, exposed_to_agents, output_modality, shared_with_project, task_run_visibility } = row
  return {
    ...wire,
    description,
    enabled,
    public: row.public,
    exposed_to_agents,
    output_modality,
    shared_with_project,
    task_run_visibility,
    active_revisions: [{ task_revision_id: row.active_id, weight: row.active_revisions[0]?.weight }]
  }
}
