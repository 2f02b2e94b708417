/**
 * The clone as a function in the database, written by hand: as fast as one transaction per clone can be. It picks the highest
 * ordinal + 1 and answers the rows that it wrote. It knows nothing of tokens and permissions.
 */
export const functionForms = ["retry", "lock"] as const
export type FunctionForm = (typeof functionForms)[number]

const cloneFunction = (form: FunctionForm): string => `
  create function bench.clone_${form}(
    wanted_share text, target uuid, author json, out task offshoot.tasks, out revision offshoot.task_revisions
  ) language plpgsql as $$
  declare
    share offshoot.shares;
    source offshoot.tasks;
    moment timestamptz := date_trunc('milliseconds', clock_timestamp());
    taken boolean;
    highest integer;
  begin
    select * into share from offshoot.shares where short_id = wanted_share;
    if not found then raise exception 'share_not_found'; end if;
    if not share.active then raise exception 'share_revoked'; end if;
    if share.expires_at <= moment then raise exception 'share_expired'; end if;
    select * into source from offshoot.tasks t where t.project_id = share.project_id and t.id = share.task_id;
    if source.deleted is not null then raise exception 'share_not_found'; end if;
    select * into revision from offshoot.task_revisions r
      where r.project_id = share.project_id and r.task_id = share.task_id and r.id = share.task_revision_id;
    if target <> share.project_id and (revision.rag is not null or revision.task_forwarder_id is not null
        or cardinality(revision.task_mcp_tool_ids) > 0 or cardinality(revision.integration_tool_ids) > 0) then
      raise exception 'task_not_cloneable';
    end if;

    revision.id := uuidv7();
    revision.project_id := target;
    revision.task_id := uuidv7();
    revision.position := 0;
    revision.created := moment;
    revision.modified := null;
    revision.test := false;

    ${form === "lock" ? "perform pg_advisory_xact_lock(hashtextextended(target || source.stem, 0));" : ""}
    loop
      -- Each statement sees what was committed before it began.
      select exists (
          select from offshoot.tasks t where t.project_id = target and t.stem = source.stem
            and t.ordinal = source.ordinal and t.name = source.name and t.deleted is null
        ), (
          select t.ordinal from offshoot.tasks t where t.project_id = target and t.stem = source.stem
            and t.deleted is null order by t.ordinal desc limit 1
        ) into taken, highest;
      insert into offshoot.tasks
        (project_id, id, name, stem, ordinal, created, created_by, modified, deleted, description, enabled, public,
         exposed_to_agents, shared_with_project, output_modality, task_run_visibility, access_token,
         cloned_from_task_revision_id, tags, active_revisions)
      values
        (target, revision.task_id, case when taken then source.stem || ' (' || highest + 1 || ')' else source.name end,
         source.stem, case when taken then highest + 1 else source.ordinal end, moment, author, null, null,
         source.description, true, false, false, false, source.output_modality, source.task_run_visibility, null,
         share.task_revision_id, source.tags,
         ('[{"taskRevisionId":"' || revision.id || '","weight":1}]')::json)
      on conflict do nothing
      returning * into task;
      exit when found;
    end loop;
    insert into offshoot.task_revisions select revision.*;
  end $$`

/** The SQL that creates the function in both forms. */
export const cloneFunctions = functionForms.map(cloneFunction).join(";\n")
