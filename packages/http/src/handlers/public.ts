import { readPublicShare } from "@offshoot/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import type { OffshootApi } from "../api/api.ts"
import { clientAddress } from "../client-address.ts"
import { ports } from "../ports.ts"
import { PublicReads } from "../public-reads.ts"
import { Site } from "../site.ts"
import { answering } from "./answering.ts"
import { ModelCatalogue } from "./model-catalogue.ts"
import { publicView } from "./task-view.ts"

/** Public reads: a share, for anybody with the link. */
export const publicHandlers = (api: typeof OffshootApi) =>
  HttpApiBuilder.group(
    api,
    "public",
    Effect.fn(function* (handlers) {
      const answer = answering(yield* ports)
      const models = yield* ModelCatalogue
      const reads = yield* PublicReads
      const { proxies } = yield* Site

      return handlers.handleAll({
        getPublicTaskShare: ({ params, request }) =>
          Effect.gen(function* () {
            yield* reads.count(clientAddress(request, proxies))
            const shared = yield* readPublicShare(params.short_id)
            return publicView(shared, yield* models.of([shared.revision]))
          }).pipe(answer)
      })
    })
  )
