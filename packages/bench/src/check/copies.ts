import type { Pool } from "pg"
import type { Meanwhile } from "./meanwhile.ts"

/** Clones with what they were made from, and the condition that tells them from sources. */
export const clones = `
  offshoot.tasks task
  left join bench.task_revisions original on original.id = task.cloned_from_task_revision_id
  left join bench.tasks source on source.project_id = original.project_id and source.id = original.task_id`
export const isClone = "task.cloned_from_task_revision_id is not null"

/**
 * In how many clones a column does not hold what it must: what the source's holds, but for what a clone is given, of which
 * the active revision is known, and the author is an editor of the project.
 */
export const problemsOfCopies = async (pool: Pool, meanwhile: Meanwhile): Promise<ReadonlyArray<string>> => {
  const others = meanwhile === "churn" ? [...given, "tasks.deleted"] : given
  const { rows: copied } = await pool.query<Column>(columnsBut, [others])
  const differences = { ...differencesInGiven, ...Object.fromEntries(copied.map(differenceIn)) }
  const counts = Object.entries(differences).map(([column, is]) => `count(*) filter (where ${is}) as "${column}"`)
  const { rows } = await pool.query<Record<string, string>>(`
    select ${counts.join(", ")} from ${clones}
    left join offshoot.task_revisions revision
      on revision.project_id = task.project_id and revision.task_id = task.id
    left join offshoot.roles editor
      on editor.project_id = task.project_id and editor.role = 'editor' and editor.issuer = task.created_by ->> 'issuer'
      and editor.kind = task.created_by ->> 'kind' and editor.subject = task.created_by ->> 'subject'
    where ${isClone}`)
  return Object.entries(rows[0] ?? {}).flatMap(([column, count]) =>
    count === "0" ? [] : [`${count} clones do not have the right ${column}`]
  )
}

interface Column {
  readonly table: "tasks" | "task_revisions"
  readonly name: string
  readonly isJson: boolean
}

/** What a clone does not have from its source. */
const given = [
  ...["project_id", "id", "name", "stem", "ordinal", "created", "created_by"].map((name) => `tasks.${name}`),
  ...["active_revisions", "cloned_from_task_revision_id"].map((name) => `tasks.${name}`),
  ...["project_id", "task_id", "id", "created"].map((name) => `task_revisions.${name}`)
]

const columnsBut = `
  select table_name as table, column_name as name, data_type = 'json' as "isJson" from information_schema.columns
  where table_schema = 'bench' and table_name || '.' || column_name <> all($1)`

const differenceIn = ({ isJson, name, table }: Column): readonly [column: string, is: string] => {
  const [copy, original] = table === "tasks" ? ["task", "source"] : ["revision", "original"]
  const differs = (type: string) => `${copy}.${name}${type} is distinct from ${original}.${name}${type}`
  // Reading JSON costs more than all else here: what reads alike is alike.
  return [`${table}.${name}`, isJson ? `${differs("::text")} and ${differs("::jsonb")}` : differs("")]
}

const differencesInGiven = {
  "tasks.created_by": "task.created_by::jsonb is distinct from to_jsonb(editor) - '{project_id,role}'::text[]",
  "tasks.active_revisions": `
    task.active_revisions::jsonb
      is distinct from jsonb_build_array(jsonb_build_object('taskRevisionId', revision.id, 'weight', 1))`
}
