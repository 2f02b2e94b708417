/** How long a group waits for what others hold, be it the one lock that it waits for or a name; other families go on. */
export const lockPatience = "500ms"

export const begin = "begin isolation level read committed"

/** A wait for the one lock comes first, while the group holds none: it can take part in no deadlock. */
export const waitForLock = `
  select pg_advisory_xact_lock(hashtextextended($1, 0))
  from (select set_config('lock_timeout', '${lockPatience}', true) offset 0) as patience`

/**
 * Tries the lock of every family, never waiting. The settings hold for this transaction: plans that were made while a table
 * was small must not outlive that, a stalled client must not keep the locks, a writer without lock that stalls with a name
 * must not keep the group, and a statement that nobody waits for any more must not go on: while it runs, the server does
 * not see that its client is gone.
 */
export const tryLocks = `
  select pg_try_advisory_xact_lock(hashtextextended(family.key, 0)) as locked
  from (
    select set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true),
      set_config('plan_cache_mode', 'force_generic_plan', true),
      set_config('lock_timeout', $3, true),
      set_config('idle_in_transaction_session_timeout', '2s', true), set_config('statement_timeout', $2, true)
    offset 0
  ) as settings, unnest((select $1::text[])) as family(key)`

/** The live tasks of a draft's family. */
const ofFamily = `
  from offshoot.tasks task
  where task.project_id = draft.project_id and task.stem = draft.stem and task.deleted is null`

/**
 * A statement of its own after the locks: its snapshot shows what their last holders stored. The first draft of each family
 * leads: with it the names that decide are read, if it cannot have the wanted name or its family has more drafts here.
 * Names above the window decide only where the window is full, or may come to be. The orders leave one index to choose,
 * whatever the planner knows of the table.
 */
export const readDrafts = `
  select draft.stored, draft.taken, case when draft.leads and (draft.taken or draft.crowded) then array(
    (select task.name ${ofFamily} and task.ordinal between $8::integer and $9::integer order by task.ordinal)
    union all
    select (select task.name ${ofFamily} and task.ordinal < reached.ordinal order by task.ordinal desc limit 1)
    from unnest((select $10::integer[])) as reached(ordinal)
    where draft.crowded
      or (select task.ordinal = $9::integer ${ofFamily} and task.ordinal >= $9::integer order by task.ordinal limit 1)
  ) end as names
  from (
    select draft.*,
      (select true from offshoot.tasks task where task.project_id = draft.project_id and task.id = draft.id) as stored,
      (select task.ordinal = draft.ordinal and task.name = draft.name ${ofFamily}
        and (task.ordinal, task.name) >= (draft.ordinal, draft.name)
       order by task.ordinal, task.name limit 1) as taken
    from unnest(
      (select $1::uuid[]), (select $2::uuid[]), (select $3::text[]), (select $4::integer[]), (select $5::text[]),
      (select $6::boolean[]), (select $7::boolean[])
    ) as draft(project_id, id, stem, ordinal, name, leads, crowded)
    offset 0
  ) as draft`
