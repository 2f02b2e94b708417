import { stemAndOrdinal } from "@offshoot/core"
import {
  counts,
  hotProject,
  idInSql,
  issuer,
  modelId,
  organizationId,
  type ShareSet,
  shortIdOf,
  subjectOf
} from "./places.ts"
import { promptsOf } from "./texts.ts"

/** How many source projects: each set has its own, one task in each. */
const sourceCount = counts.shares * 2

/** The name of the task behind a share. */
export const nameOf = (set: ShareSet, share: number): string =>
  set === "one" ? "Answer a customer" : `Answer a customer ${share % counts.hotNames}`

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** One row for each share: its number among all sources, its short id, and its texts. */
const rows = (["one", "forty"] as const).flatMap((set, offset) =>
  Array.from({ length: counts.shares }, (_, share) => {
    const name = nameOf(set, share)
    const { ordinal, stem } = stemAndOrdinal(name)
    const { system, user } = promptsOf(share)
    const texts = [shortIdOf(set, share), name, stem, system, user].map(text)
    return `(${offset * counts.shares + share}, ${ordinal}, ${texts.join(", ")})`
  })
)

const author = `json_build_object('issuer', ${text(issuer)}, 'subject', 'author', 'kind', 'user')`

/**
 * The SQL that lays out the shares with their tasks, kept in a schema of the bench for clearing; the projects; and the
 * roles: each target project of *spread* has one editor, the one of *hot* has all callers.
 */
export const sources = `
  create schema bench;
  create table bench.tasks (like offshoot.tasks including indexes);
  create table bench.task_revisions (like offshoot.task_revisions including indexes, unique (id));
  create temporary table source (n integer, ordinal integer, short_id text, name text, stem text, system text, "user" text);
  insert into source values ${rows.join(", ")};

  insert into bench.tasks
    (project_id, id, name, stem, ordinal, created, created_by, description, enabled, public, exposed_to_agents,
     shared_with_project, output_modality, task_run_visibility, tags, active_revisions)
  select ${idInSql("sourceProject", "n")}, ${idInSql("sourceTask", "n")}, name, stem, ordinal, now(), ${author},
    'Answers what a customer wrote', true, false, false, false, 'text', 'all_viewers', '{}',
    json_build_array(json_build_object('taskRevisionId', ${idInSql("sourceRevision", "n")}, 'weight', 1))
  from source;

  insert into bench.task_revisions
    (project_id, task_id, id, position, created, test, system_prompt, user_prompt, llm_model_id, llm_config,
     output_format, file_input_mode, optimise_images, input_processors, annotation, task_mcp_tool_ids,
     integration_tool_ids, tags)
  select ${idInSql("sourceProject", "n")}, ${idInSql("sourceTask", "n")}, ${idInSql("sourceRevision", "n")}, 0, now(),
    false, system, "user", '${modelId}', '{"temperature":0.2,"max_tokens":800}', null, 'none', false,
    '[{"paramName":"message","inputProcessor":"trim","config":null}]', 'in use since spring', '{}', '{}', '{}'
  from source;

  insert into offshoot.shares
    (id, short_id, project_id, task_id, task_revision_id, active, views_count, created, created_by, modified)
  select ${idInSql("share", "n")}, short_id, ${idInSql("sourceProject", "n")}, ${idInSql("sourceTask", "n")},
    ${idInSql("sourceRevision", "n")}, true, 0, now(), ${author}, now()
  from source;

  insert into offshoot.models
  values ('${modelId}', 'example', 'example', 'example-large', 'Example Large', 'A model for measuring', false, false,
    false, true, true, 128000, '{"temperature":{"minimum":0,"maximum":1}}', now());

  insert into offshoot.projects (id, organization_id)
  select ${idInSql("target", "n")}, '${organizationId}'::uuid from generate_series(0, ${hotProject}) n
  union all
  select ${idInSql("sourceProject", "n")}, '${organizationId}'::uuid from generate_series(0, ${sourceCount - 1}) n;

  insert into offshoot.roles (project_id, issuer, kind, subject, role)
  select ${idInSql("target", "project")}, ${text(issuer)}, 'user', ${text(subjectOf(0).slice(0, -1))} || caller, 'editor'
  from (
    select n as project, n % ${counts.callers} as caller from generate_series(0, ${counts.targets - 1}) n
    union all
    select ${hotProject}, n from generate_series(0, ${counts.callers - 1}) n
  ) role;
  drop table source`
