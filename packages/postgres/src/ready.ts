import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { makeOrFailure } from "./or-failure.ts"

/** How to ask whether the database answers now: by the deadline of `Limits` it is `Unavailable`. */
export const makeReady = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const orFailure = yield* makeOrFailure
  return Effect.asVoid(orFailure("ask for readiness", "nothing stored")(sql`select 1`))
})
