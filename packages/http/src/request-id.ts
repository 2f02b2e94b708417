import { Ids } from "@offshoot/core"
import { Context, Effect } from "effect"
import { HttpEffect, type HttpServerRequest, HttpServerResponse } from "effect/http"

/** Names one request in its answer, in the header `X-Request-Id`, and in every log line about it. */
export const RequestId = Context.Reference<string>("@offshoot/http/RequestId", { defaultValue: () => "" })

/** Gives a request its id. */
export const withRequestId = <A, E, R>(
  answer: Effect.Effect<A, E, R>
): Effect.Effect<A, E, R | HttpServerRequest.HttpServerRequest> =>
  Effect.flatMap(Ids.webCrypto.next, (id) =>
    answer.pipe(
      HttpEffect.withPreResponseHandler((_request, response) =>
        Effect.succeed(HttpServerResponse.setHeader(response, "x-request-id", id))
      ),
      Effect.annotateLogs({ request_id: id }),
      Effect.provideService(RequestId, id)
    )
  )
