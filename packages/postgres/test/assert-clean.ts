import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { nodeName } from "./nodes.ts"
import { advisoryLocks, until } from "./sessions.ts"

/** What the database itself says once all sessions of nodes have ended: no double name, no deadlock, no lock, no session. */
export const assertClean = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* until(
    `select count(*)::integer from pg_stat_activity
     where datname = current_database() and application_name in ('${nodeName}', 'another program') and pid <> pg_backend_pid()`,
    0
  )
  const [row] = yield* sql.unsafe(`
    select
      (select count(*)::integer from (
        select from offshoot.tasks where deleted is null group by project_id, name having count(*) > 1
      ) as doubled) as doubles,
      (select deadlocks::integer from pg_stat_database where datname = current_database()) as deadlocks,
      (${advisoryLocks}) as locks`)
  assert.deepStrictEqual(row, { doubles: 0, deadlocks: 0, locks: 0 })
})
