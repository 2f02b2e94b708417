import { createShare, revokeShare } from "@offshoot/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import type { OffshootApi } from "../api/api.ts"
import { targetOf } from "../api/paths.ts"
import { newShareOf } from "../api/share-create.ts"
import { CurrentCaller } from "../authentication.ts"
import { ports } from "../ports.ts"
import { Site } from "../site.ts"
import { answering } from "./answering.ts"
import { shareView } from "./share-view.ts"

/** Shares: made and revoked. */
export const sharesHandlers = (api: typeof OffshootApi) =>
  HttpApiBuilder.group(
    api,
    "shares",
    Effect.fn(function* (handlers) {
      const answer = answering(yield* ports)
      const site = yield* Site

      return handlers.handleAll({
        createTaskShare: ({ params, payload }) =>
          Effect.gen(function* () {
            const caller = yield* CurrentCaller
            const created = yield* createShare(caller, targetOf(params), params.task_id, newShareOf(payload))
            return yield* shareView(created, site)
          }).pipe(answer),

        revokeTaskShare: ({ params }) =>
          Effect.gen(function* () {
            const caller = yield* CurrentCaller
            const revoked = yield* revokeShare(caller, targetOf(params), params.task_id, params.share_id)
            return yield* shareView(revoked, site)
          }).pipe(answer)
      })
    })
  )
