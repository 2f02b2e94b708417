import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { nodeName } from "../nodes.ts"
import { openSession, until } from "../sessions.ts"

/**
 * Of each hundred tasks that nodes insert, five at a time are told that they could not be serialized, and five that they
 * deadlocked. Four writers meet at most four of them with a new group: one meets a second, with a group that it wrote before.
 */
export const unlucky = [
  "create sequence offshoot.inserts",
  `create function offshoot.unlucky() returns trigger language plpgsql as $$
   declare number integer := nextval('offshoot.inserts') % 100;
   begin
     if number between 20 and 24 then raise exception 'could not serialize access' using errcode = '40001'; end if;
     if number between 40 and 44 then raise exception 'deadlock detected' using errcode = '40P01'; end if;
     return new;
   end $$`,
  `create trigger unlucky before insert on offshoot.tasks for each row
   when (current_setting('application_name') = '${nodeName}') execute function offshoot.unlucky()`
]

const deadlocks = "select deadlocks::integer from pg_stat_database where datname = current_database()"

/** What of a family a session takes in another order than nodes do: the name after the next, and then the next. */
const take = (family: Readonly<Record<string, unknown>>, ahead: number) => {
  const { next, project_id, stem } = family
  const ordinal = (next as number) + ahead
  return `
    insert into offshoot.tasks
    select copy.* from (
      select * from offshoot.tasks where project_id = '${project_id}' and stem = '${stem}' limit 1
    ) as task, jsonb_populate_record(null::offshoot.tasks, to_jsonb(task) || jsonb_build_object(
      'id', gen_random_uuid(), 'ordinal', ${ordinal}::integer, 'name', '${stem} (${ordinal})'
    )) as copy on conflict do nothing returning id`
}

/**
 * Somebody who takes the name after the next, and once a node waits for it the next, which that node has: they deadlock, if
 * the node wrote both. Then lets go.
 */
const crossNode = Effect.gen(function* () {
  const { query } = yield* openSession
  // The node is the one to find out.
  yield* query("set deadlock_timeout = '20s'")
  yield* query("begin")
  // The one that was written to last.
  const [family = {}] = yield* query(`
    select project_id, stem, max(ordinal) + 1 as next from offshoot.tasks
    group by project_id, stem order by max(xmin::text::bigint) desc limit 1`)
  const taken = yield* query(take(family, 1))
  // A node was faster.
  if (taken.length === 0) return
  yield* until(
    `select count(*) > 0 from pg_stat_activity
     where application_name = '${nodeName}' and wait_event_type = 'Lock' and wait_event = 'transactionid'`,
    true
  )
  yield* query(take(family, 0))
  yield* query("rollback")
}).pipe(Effect.scoped)

/** Crosses nodes until so many deadlocks were found. */
export const provokeDeadlocks = Effect.fnUntraced(function* (count: number) {
  const { query } = yield* openSession
  const found = Effect.map(query(deadlocks), ([row]) => row?.["deadlocks"] as number)
  const before = yield* found
  for (let tries = 0; (yield* found) < before + count; tries++) {
    assert.isBelow(tries, 200, "no deadlock comes about")
    yield* crossNode
  }
}, Effect.scoped)
