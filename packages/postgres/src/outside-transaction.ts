import { Context, Effect } from "effect"
import { SqlClient } from "effect/sql"

/** Makes what outlives the transaction in which a host may happen to make it. */
export const outsideTransaction = <A, E, R>(make: Effect.Effect<A, E, R>) =>
  Effect.flatMap(SqlClient.SqlClient, ({ transactionService }) =>
    Effect.updateContext(
      make,
      // A transaction is asked for only where there may be one.
      (context: Context.Context<R>) => Context.omit(transactionService)(context) as Context.Context<R>
    )
  )
