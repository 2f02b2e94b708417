import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/**
 * Runs work in a transaction that sees what others have committed meanwhile, whatever the role's default is: a serializable
 * one fails where others only have to be waited for. Inside a transaction of the host's it has a savepoint.
 */
export const makeReadCommitted = Effect.map(
  SqlClient.SqlClient,
  ({ withTransaction }) =>
    <A, E, R>(work: Effect.Effect<A, E, R>) =>
      Effect.provideService(withTransaction(work), SqlClient.BeginTransaction, "begin isolation level read committed")
)
