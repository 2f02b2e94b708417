import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/**
 * The project is part of every key of tasks and revisions, so that a distributed Postgres can spread them by project;
 * shares, tags and models are then reference tables, which is why nothing refers to them by a foreign key.
 */
export const tables = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient

  yield* sql`
    create table offshoot.tasks (
      project_id uuid not null,
      id uuid not null,
      name text collate "C" not null,
      stem text collate "C" not null,
      ordinal integer not null,
      created timestamptz not null,
      created_by json not null,
      modified timestamptz,
      deleted timestamptz,
      description text,
      enabled boolean not null,
      public boolean not null,
      exposed_to_agents boolean not null,
      shared_with_project boolean not null,
      output_modality text not null,
      task_run_visibility text not null,
      access_token text,
      cloned_from_task_revision_id uuid,
      tags uuid[] not null,
      active_revisions json not null,
      -- The id first: for reads of names in a project the planner has one index to choose, whatever it knows of the table.
      primary key (id, project_id)
    )`
  // Serves every read of a family, and is the last word on names for every writer.
  yield* sql`
    create unique index tasks_live_name on offshoot.tasks (project_id, stem, ordinal, name) where deleted is null`
  // On an expression, so that only the list can use it: with (project_id, created, id) a plan made while the table was
  // small took it for other reads, and scanned a whole project for one name. Bytes, so that no collation matters.
  yield* sql`
    create index tasks_newest on offshoot.tasks ((uuid_send(project_id)), created, id) where deleted is null`

  yield* sql`
    create table offshoot.task_revisions (
      project_id uuid not null,
      task_id uuid not null,
      id uuid not null,
      position integer not null,
      created timestamptz not null,
      modified timestamptz,
      test boolean not null,
      system_prompt text not null,
      user_prompt text not null,
      llm_model_id uuid not null,
      llm_config json not null,
      output_format json,
      file_input_mode text not null,
      optimise_images boolean not null,
      input_processors json not null,
      annotation text,
      fallback_llm_model_id uuid,
      fallback_llm_config json,
      tool_choice text,
      rag json,
      task_forwarder_id uuid,
      task_mcp_tool_ids uuid[] not null,
      integration_tool_ids uuid[] not null,
      tags uuid[] not null,
      primary key (project_id, task_id, id),
      foreign key (project_id, task_id) references offshoot.tasks (project_id, id)
    ) with (
      -- Prompts that fit into a page are stored as they are: a fifth of a clone's insert was to compress them.
      toast_tuple_target = 8160
    )`

  yield* sql`
    create table offshoot.shares (
      id uuid primary key,
      short_id text collate "C" not null unique,
      project_id uuid not null,
      task_id uuid not null,
      task_revision_id uuid not null,
      task_run_id uuid,
      title text,
      description text,
      active boolean not null,
      expires_at timestamptz,
      views_count integer not null,
      created timestamptz not null,
      created_by json not null,
      modified timestamptz not null
    )`

  yield* sql`
    create table offshoot.tags (
      id uuid primary key,
      project_id uuid,
      entity_type text not null,
      name text not null,
      description text,
      parent_id uuid,
      created timestamptz not null
    )`
  yield* sql`
    create unique index tags_name on offshoot.tags
      (entity_type, name, coalesce(project_id, '00000000-0000-0000-0000-000000000000'))`

  yield* sql`
    create table offshoot.models (
      id uuid primary key,
      provider text not null,
      vendor text not null,
      name text not null,
      alias text not null,
      description text not null,
      supports_vision boolean not null,
      supports_image_output boolean not null,
      supports_pdf_vision boolean not null,
      supports_tool_calling boolean not null,
      supports_context_caching boolean not null,
      max_context_window integer not null,
      model_params json,
      created timestamptz not null
    )`

  yield* sql`
    create table offshoot.projects (
      id uuid primary key,
      organization_id uuid not null
    )`
  yield* sql`
    create table offshoot.roles (
      project_id uuid not null references offshoot.projects (id),
      issuer text not null,
      kind text not null,
      subject text not null,
      role text not null,
      primary key (project_id, issuer, kind, subject)
    )`
})
