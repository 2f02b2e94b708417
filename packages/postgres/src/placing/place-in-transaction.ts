import { type Draft, placeWith, type Tasks } from "@offshoot/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { makeInsertTask } from "../insert-task.ts"
import { makeOrFailure } from "../or-failure.ts"
import { familyKey } from "./family-queue.ts"

/**
 * Places a draft inside the transaction that the caller has open, behind a savepoint: it commits and rolls back with the
 * host. It holds the family's lock until then, and changes no setting of the host's.
 *
 * In REPEATABLE READ and SERIALIZABLE a name lost to another transaction, and at any level a deadlock, is `Unavailable` with
 * nothing stored: the host repeats its transaction.
 */
export const makePlaceInTransaction = Effect.fnUntraced(function* ({
  find,
  taken
}: Pick<Tasks["Service"], "find" | "taken">) {
  const sql = (yield* SqlClient.SqlClient).withoutTransforms()
  const orFailure = yield* makeOrFailure
  const insertTask = yield* makeInsertTask
  // The host has yet to commit.
  const insertOrFail = orFailure("insert a task", "nothing stored")
  const placeLocked = placeWith({ find, taken, insert: (task) => insertOrFail(insertTask(task)) })

  return Effect.fnUntraced(
    function* (draft: Draft) {
      yield* sql`select pg_advisory_xact_lock(hashtextextended(${familyKey(draft)}, 0))`
      return yield* placeLocked(draft)
    },
    sql.withTransaction,
    orFailure("place a task", "nothing stored")
  )
})
