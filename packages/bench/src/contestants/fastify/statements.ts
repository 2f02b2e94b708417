/** Named, so that each connection plans them once. */
export const findRole = {
  name: "role",
  text: `
    select role.role from offshoot.projects project join offshoot.roles role on role.project_id = project.id
    where project.id = $1 and project.organization_id = $2 and role.issuer = $3 and role.kind = $4 and role.subject = $5`
}

export const findShare = {
  name: "share",
  text: `
    select share.active, share.expires_at, share.project_id, share.task_id, share.task_revision_id,
      task.deleted, task.name, task.stem, task.ordinal,
      task.description, task.output_modality, task.task_run_visibility,
      revision.system_prompt, revision.user_prompt, revision.llm_model_id, revision.llm_config, revision.output_format,
      revision.file_input_mode, revision.optimise_images, revision.input_processors, revision.annotation,
      revision.fallback_llm_model_id, revision.fallback_llm_config, revision.tool_choice, revision.rag,
      revision.task_forwarder_id, revision.task_mcp_tool_ids, revision.integration_tool_ids
    from offshoot.shares share
    join offshoot.tasks task on task.project_id = share.project_id and task.id = share.task_id
    join offshoot.task_revisions revision on revision.project_id = share.project_id
      and revision.task_id = share.task_id and revision.id = share.task_revision_id
    where share.short_id = $1`
}

export const findModels = { name: "models", text: "select * from offshoot.models where id = any($1)" }

export const lockStem = { name: "lock", text: "select pg_advisory_xact_lock(hashtextextended($1, 0))" }

/** Whether the wanted name is taken, and the highest ordinal of its stem. */
const taken = `
  exists (
    select from offshoot.tasks
    where project_id = $1 and stem = $2 and ordinal = $3 and name = $4 and deleted is null
  ) as taken, (
    select ordinal from offshoot.tasks
    where project_id = $1 and stem = $2 and deleted is null
    order by ordinal desc limit 1
  ) as highest`

export const pickName = {
  name: "pick",
  text: `select ${taken}, uuidv7() as task_id, uuidv7() as revision_id`
}

const taskColumns = `
  project_id, id, name, stem, ordinal, created, created_by, description, enabled, public, exposed_to_agents,
  shared_with_project, output_modality, task_run_visibility, cloned_from_task_revision_id, tags, active_revisions`

const revisionColumns = `
  project_id, task_id, id, position, created, test, system_prompt, user_prompt, llm_model_id, llm_config, output_format,
  file_input_mode, optimise_images, input_processors, annotation, fallback_llm_model_id, fallback_llm_config,
  tool_choice, rag, task_forwarder_id, task_mcp_tool_ids, integration_tool_ids, tags`

const copiedOfRevision = `
  false, system_prompt, user_prompt, llm_model_id, llm_config, output_format, file_input_mode, optimise_images,
  input_processors, annotation, fallback_llm_model_id, fallback_llm_config, tool_choice, rag, task_forwarder_id,
  task_mcp_tool_ids, integration_tool_ids, tags`

const activeRevision = (id: string) => `('[{"taskRevisionId":"' || ${id} || '","weight":1}]')::json`

export const insertTask = {
  name: "task",
  text: `
    insert into offshoot.tasks (${taskColumns})
    select $1, $2, $3, $4, $5, $6, $7, description, true, false, false, false, output_modality, task_run_visibility,
      $8, tags, ${activeRevision("$9::uuid")}
    from offshoot.tasks where project_id = $10 and id = $11
    on conflict do nothing`
}

export const insertRevision = {
  name: "revision",
  text: `
    insert into offshoot.task_revisions (${revisionColumns})
    select $1, $2, $3, 0, $4, ${copiedOfRevision}
    from offshoot.task_revisions where project_id = $5 and task_id = $6 and id = $7`
}

/** The same in one statement, which is a transaction of its own; it answers no row where the name was lost. */
export const writeClone = {
  name: "write",
  text: `
    with picked as materialized (${pickName.text}), task as (
      insert into offshoot.tasks (${taskColumns})
      select $1, picked.task_id, case when taken then $2 || ' (' || highest + 1 || ')' else $4 end, $2,
        case when taken then highest + 1 else $3 end, $5, $6, description, true, false, false, false, output_modality,
        task_run_visibility, $9, tags, ${activeRevision("picked.revision_id")}
      from picked, offshoot.tasks where project_id = $7 and id = $8
      on conflict do nothing
      returning id, name
    ), revision as (
      insert into offshoot.task_revisions (${revisionColumns})
      select $1, made.new_id, (select revision_id from picked), 0, $5, ${copiedOfRevision}
      from (select id as new_id from task) as made, offshoot.task_revisions
      where project_id = $7 and task_id = $8 and id = $9
      returning id
    )
    select task.id as task_id, task.name, revision.id as revision_id from task, revision`
}
