import { Share, ShareCollection, type ShareId } from "@offshoot/core"
import { Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { columnNames, columnParameters, reader, selection, unnested } from "./columns.ts"
import { decoded } from "./decoded.ts"
import { makeOrFailure } from "./or-failure.ts"
import { shareColumns } from "./tables.ts"

const insertShare = `
  insert into offshoot.shares (${columnNames(shareColumns)})
  ${unnested(shareColumns, 1)}
  on conflict do nothing
  returning id`

/**
 * Changes nothing of a share that is revoked already; either way the share is answered. The lock comes first: one that
 * is just being revoked by somebody else is answered as that left it.
 */
const revokeShare = `
  with found as materialized (
    select * from offshoot.shares
    where project_id = $1::uuid and task_id = $2::uuid and id = $3::uuid
    for update
  ), revoked as (
    update offshoot.shares share set active = false, modified = $4::timestamptz
    from found where share.id = found.id and found.active
    returning share.*
  )
  select ${selection(shareColumns, "share", "")} from (
    select * from revoked
    union all
    select * from found where not active
  ) as share`

const decodeShare = decoded(Share, "read a share")
const readShare = reader(shareColumns, "")

/** The wider operations on shares, in Postgres. */
export const layer = Layer.effect(
  ShareCollection,
  Effect.gen(function* () {
    const sql = (yield* SqlClient.SqlClient).withoutTransforms()
    const orFailure = yield* makeOrFailure

    const insert = Effect.fn("postgres.ShareCollection.insert")(
      function* (share: Share) {
        const inserted = yield* sql.unsafe(insertShare, columnParameters(shareColumns, [share]))
        return inserted.length > 0 ? ("inserted" as const) : ("taken" as const)
      },
      orFailure("insert a share", "unknown")
    )

    const revoke = Effect.fn("postgres.ShareCollection.revoke")(
      function* ({ now, projectId, shareId, taskId }: Parameters<ShareCollection["Service"]["revoke"]>[0]) {
        const [row] = yield* sql.unsafe<Record<string, unknown>>(revokeShare, [
          projectId,
          taskId,
          shareId,
          new Date(now).toISOString()
        ])
        return row === undefined ? Option.none() : Option.some(yield* decodeShare(readShare(row)))
      },
      orFailure("revoke a share", "unknown")
    )

    const countView = Effect.fn("postgres.ShareCollection.countView")(
      (shareId: ShareId) =>
        Effect.asVoid(sql`update offshoot.shares set views_count = views_count + 1 where id = ${shareId}::uuid`),
      orFailure("count a view", "unknown")
    )

    return ShareCollection.of({ insert, revoke, countView })
  })
)
